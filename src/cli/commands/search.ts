import { readFileSync } from 'node:fs';
import { toHarmless } from '../../render/sanitize.ts';
import { splitFrontMatter } from '../../workshop/front-matter.ts';
import { allItems } from '../../workshop/lookup.ts';
import { searchText } from '../../workshop/search.ts';
import type { Item } from '../../workshop/types.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';

/** Of each text, so that a frequent word doesn't bury the others. */
const mostOfOne = 5;

/** `search WORDS`: where a text stands in lessons and tasks. */
export async function searchCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {});
  const wanted = positionals.join(' ');
  if (values.help === true || wanted.trim() === '')
    throw new UsageError('Usage: npm run workshop -- search WORDS');
  const { workshop } = openContext(values.workshop);
  const found = allItems(workshop).map((item) => placesIn(item, wanted));
  const texts = found.filter((text) => text !== '');
  await writeOut(`${texts.length === 0 ? `Nothing has "${wanted}" in it.` : texts.join('\n\n')}\n`);
  return texts.length === 0 ? exitStatus.failed : exitStatus.passed;
}

function placesIn(item: Item, wanted: string): string {
  const source = readFileSync(item.kind === 'lesson' ? item.path : item.readmePath, 'utf8');
  const places = searchText(splitFrontMatter(source)?.body ?? source, wanted);
  if (places.length === 0) return '';
  const command = item.kind === 'lesson' ? 'lesson' : 'task';
  const lines = places.slice(0, mostOfOne).map(({ section, words }) => {
    const where = section === '' || section === words ? '' : `${section}: `;
    return `  ${toHarmless(`${where}${words}`)}`;
  });
  const rest = places.length - lines.length;
  return [
    `${item.title} (${command} ${item.id})`,
    ...lines,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join('\n');
}
