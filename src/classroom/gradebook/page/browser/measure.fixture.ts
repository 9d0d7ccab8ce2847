// For the page's tests: runs in the page, and measures what the browser made of its style.

/** Texts of shown elements whose contrast with what is behind them is below 4.5 to 1, each with its ratio. */
export function lowContrast(): readonly string[] {
  const low: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement | SVGElement>('body, body *')) {
    const text = ownText(element);
    if (text === '' || !element.checkVisibility({ visibilityProperty: true })) continue;
    const ratio = contrast(textColour(element), groundOf(element));
    if (ratio < 4.5) low.push(`${ratio.toFixed(2)} ${element.tagName} "${text.slice(0, 40)}"`);
  }
  return low;
}

/** What has the focus: its tag, and its label, id or first line of text. */
export function focused(): string {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement)) return 'nothing';
  const name = element.getAttribute('aria-label') ?? element.id;
  return `${element.tagName.toLowerCase()} ${name || element.innerText.split('\n')[0]}`;
}

/** How much more there is in an element than it shows at once, in pixels. */
export function overflow(id: string): { readonly x: number; readonly y: number } {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`Nothing has the id ${id}.`);
  return {
    x: element.scrollWidth - element.clientWidth,
    y: element.scrollHeight - element.clientHeight,
  };
}

/** How many texts `lowContrast` looks at. */
export function measuredTexts(): number {
  const shown = (element: Element) => ownText(element) !== '' && element.checkVisibility();
  return Array.from(document.querySelectorAll('body, body *')).filter(shown).length;
}

function ownText(element: Element): string {
  if (['SCRIPT', 'STYLE', 'NOSCRIPT', 'OPTION'].includes(element.tagName)) return '';
  if (element instanceof HTMLInputElement) return element.value || element.placeholder;
  if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.text ?? '';
  const texts = Array.from(element.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE);
  return texts.map((node) => node.textContent?.trim() ?? '').join('');
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

function parse(text: string): Colour {
  const [red, green, blue, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
  if (!text.startsWith('rgb') || red === undefined || green === undefined || blue === undefined)
    throw new Error(`This is no colour that the test knows: ${text}`);
  return [red, green, blue, alpha];
}

function textColour(element: Element): Colour {
  if (element instanceof SVGElement) return parse(getComputedStyle(element).fill);
  if (element instanceof HTMLInputElement && element.value === '')
    return parse(getComputedStyle(element, '::placeholder').color);
  return parse(getComputedStyle(element).color);
}

function groundOf(element: Element): Colour {
  for (let each: Element | null = element; each !== null; each = each.parentElement) {
    const ground = parse(getComputedStyle(each).backgroundColor);
    if (ground[3] === 1) return ground;
    if (ground[3] !== 0) throw new Error('The page has a half transparent ground.');
  }
  return [255, 255, 255, 1];
}

/** As WCAG 2 defines it. */
function contrast(first: Colour, second: Colour): number {
  const [light = 0, dark = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Colour): number {
  const linear = (value: number) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
