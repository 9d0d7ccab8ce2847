import fc from 'fast-check';

/** Graphemes that terminals and naive string functions get wrong. */
const pieces = [
  'a',
  'word',
  ' ',
  '  ',
  '-',
  'é',
  'e\u0301',
  'n\u0303\u0323',
  '日',
  '本語',
  '。',
  '「',
  '한국',
  '👍',
  '👍🏽',
  '👩‍👩‍👧‍👦',
  '🏳️‍🌈',
  '🇯🇵',
  '1️⃣',
  'ﾊﾞ',
  'नमस्ते',
  'ไทย',
  '\u00a0',
  '│',
  '…',
];

/** Text of awkward graphemes without control characters. */
export const awkwardText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
  fc
    .string({ unit: 'grapheme', maxLength: 60 })
    .map((text) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')),
);
