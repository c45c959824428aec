// Texts that break programs: the big list, and some that it lacks (NUL, lone surrogates, right-to-left marks, stacked combining
// marks, very long texts). A person may paste any of them as a title.
import bigList from 'big-list-of-naughty-strings';

const joined = ['👩‍👩‍👧‍👦', '🏳️‍🌈', '👍🏿', '🇺🇳', 'e\u0301', '\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}'];

export const naughtyStrings: readonly string[] = [
  ...(bigList as string[]),
  '\0',
  'before\0after',
  '\u0001\u0008\u001b[31m\u007f\u009f',
  '\ud800',
  'half \udc00 a pair \ud83d',
  '\udfff\ud800',
  '\ufffe\uffff\u{10ffff}',
  '\ufeffmarked',
  '\u202eright to left\u202c \u2066isolated\u2069',
  `${'z\u0351\u036b\u0343\u036a'.repeat(40)}algo`,
  'line\r\nline\u2028line\u2029line\u0085line',
  joined.join(''),
  joined.join('').repeat(200),
  '\u00a0\u2003\u3000\u200b',
  `'"\`\\;--/*$1%s%n{{x}}\${x}<b>&amp;`,
  '__proto__',
  'constructor',
  '\\u0000',
  '\\',
  'x'.repeat(5_000),
];
