import type { AttemptDetails, ExchangeDetails } from '../page-data.ts';
import { textOf } from './data.ts';
import { element, type Foldable, foldable } from './dom.ts';

/** What one attempt sent and got, folded. */
export interface AttemptView extends Foldable {
  readonly attempt: number;
  /** Opens all that hides an exchange, or a message of it, and moves the focus there. */
  show(exchange: number | undefined, message: number | undefined): void;
}

export function attemptView(attempt: AttemptDetails): AttemptView {
  const count = attempt.exchanges.length;
  const title = element('span', {}, textOf(attempt.title));
  const size = element('span', { class: 'quiet' }, ` ${count} ${count === 1 ? 'exchange' : 'exchanges'}`);
  const folded = foldable(
    element('details', { class: 'attempt' }, element('summary', {}, title, size)),
    () => [
      argumentList(attempt),
      ...attempt.exchanges.map((each, index) => exchangeView(each, index, attempt)),
      outputView(attempt),
    ],
  );
  return {
    ...folded,
    attempt: attempt.attempt,
    show: (exchange, message) => {
      folded.open();
      const place =
        exchange === undefined
          ? ''
          : ` [data-exchange="${exchange}"]${message === undefined ? '' : ` [data-message="${message}"]`}`;
      const exact = place === '' ? null : folded.details.querySelector<HTMLElement>(`:scope${place}`);
      const target = exact ?? folded.details.querySelector('summary') ?? folded.details;
      for (
        let fold = target.closest('details');
        fold !== null;
        fold = fold.parentElement?.closest('details') ?? null
      )
        fold.open = true;
      if (exact !== null) exact.tabIndex = -1;
      target.focus();
      target.scrollIntoView({ block: 'center' });
    },
  };
}

function argumentList({ args }: AttemptDetails): HTMLElement {
  if (args.length === 0) return element('p', { class: 'quiet' }, 'Started without arguments.');
  const items = args.map((arg) => element('li', {}, element('code', { dir: 'auto' }, textOf(arg))));
  return element(
    'div',
    {},
    element('p', { class: 'label' }, 'Arguments'),
    element('ol', { class: 'plain' }, ...items),
  );
}

function outputView({ stdout }: AttemptDetails): HTMLElement {
  const text = textOf(stdout);
  const output =
    text === ''
      ? element('p', { class: 'quiet' }, 'It printed nothing.')
      : element('pre', { dir: 'auto' }, text);
  return element('div', {}, element('p', { class: 'label' }, 'The program’s output'), output);
}

function exchangeView(exchange: ExchangeDetails, index: number, { exchanges }: AttemptDetails): HTMLElement {
  const { status } = exchange;
  const good = status >= 200 && status < 300;
  const answer = element(
    'span',
    { class: good ? 'good' : 'bad' },
    status === 0 ? 'no answer' : `status ${status}`,
  );
  const heading = element(
    'h5',
    {},
    `Exchange ${index + 1}: `,
    element('bdi', {}, textOf(exchange.model)),
    ', ',
    answer,
  );
  const reply = textOf(exchange.reply);
  return element(
    'section',
    { class: 'exchange', 'data-exchange': String(index) },
    heading,
    messageList(exchange, exchanges[index - 1]),
    ...(status === 0 ? [] : [bubble('reply', reply === '' ? '(no text)' : reply, 'reply', {})]),
    facts(exchange),
  );
}

/** Messages that the exchange before began with as well are folded: they were read there. */
function messageList({ messages }: ExchangeDetails, before: ExchangeDetails | undefined): HTMLElement {
  const all = Array.from({ length: messages.length / 2 }, (_, index) =>
    bubble(textOf(messages[index * 2]), textOf(messages[index * 2 + 1]), 'sent', {
      'data-message': String(index),
    }),
  );
  const firstNew = messages.findIndex((text, index) => text !== before?.messages[index]);
  const same = Math.floor((firstNew === -1 ? messages.length : firstNew) / 2);
  if (same === 0) return element('div', {}, ...all);
  const title = same === 1 ? 'The first message is as before' : `The first ${same} messages are as before`;
  const known = element('details', { class: 'known' }, element('summary', {}, title), ...all.slice(0, same));
  return element('div', {}, known, ...all.slice(same));
}

function bubble(
  role: string,
  text: string,
  kind: 'sent' | 'reply',
  attributes: Readonly<Record<string, string>>,
): HTMLElement {
  const who = element('span', { class: 'role' }, element('bdi', {}, role));
  const said = element('div', { class: 'text', dir: 'auto' }, text);
  return element('div', { class: `bubble ${kind}`, ...attributes }, who, said);
}

function facts({ tools, parameters, promptTokens, completionTokens }: ExchangeDetails): HTMLElement {
  const list = element('dl', { class: 'facts' });
  const add = (name: string, ...value: readonly (Node | string)[]) =>
    list.append(element('dt', {}, name), element('dd', {}, ...value));
  if (tools.length > 0) add('Tools', tools.map(textOf).join(', '));
  for (let index = 0; index < parameters.length; index += 2)
    add(textOf(parameters[index]), element('code', {}, textOf(parameters[index + 1])));
  if (promptTokens !== undefined || completionTokens !== undefined)
    add(
      'Tokens',
      `${promptTokens ?? 'unknown'} in the prompt, ${completionTokens ?? 'unknown'} in the reply`,
    );
  return list;
}
