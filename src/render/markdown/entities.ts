const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  copy: '©',
  times: '×',
  middot: '·',
  bull: '•',
  larr: '←',
  uarr: '↑',
  rarr: '→',
  darr: '↓',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  le: '≤',
  ge: '≥',
  ne: '≠',
};

/** Character references (`&lt;`, `&#8594;`, `&#x2192;`) as the characters they stand for; unknown ones stay. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w{2,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name)] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return valid ? String.fromCodePoint(code) : '\ufffd';
  });
}

const punctuation: Readonly<Record<string, string>> = {
  '–': '-',
  '—': '-',
  '…': '...',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '→': '->',
  '←': '<-',
  '↑': '^',
  '↓': 'v',
  '×': 'x',
  '·': '-',
  '•': '*',
  '✓': '+',
  '✗': 'x',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '\u00a0': ' ',
};

/** Common punctuation in ASCII, for terminals that can show nothing else; letters stay as they are. */
export function toAsciiPunctuation(text: string): string {
  return text.replace(/[–—…‘’“”→←↑↓×·•✓✗≤≥≠\u00a0]/g, (character) => punctuation[character] ?? character);
}
