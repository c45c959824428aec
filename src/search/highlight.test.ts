import { expect, test } from 'vitest';
import { highlight, snippet } from './highlight.ts';

const marked = (text: string, typed: string): string =>
  highlight(text, typed)
    .map(({ text: part, isFound }) => (isFound ? `[${part}]` : part))
    .join('');

test.each([
  ['words are marked as far as they were typed', 'strin cel', 'Cello strings', '[Cel]lo [strin]gs'],
  ['case and accents do not matter', 'BEYONCE deja', 'Déjà vu, Beyoncé', '[Déjà] vu, [Beyoncé]'],
  ['a decomposed accent belongs to its letter', 'dej', 'De\u0301ja\u0300 vu', '[De\u0301j]a\u0300 vu'],
  ['one letter may be two typed ones', 'strass', 'Große Straßen', 'Große [Straß]en'],
  ['a letter is marked whole when half of it was typed', 'stras', 'Straße', '[Straß]e'],
  ['a misspelt word marks the whole word', 'celol', 'Cello strings', '[Cello] strings'],
  ['a misspelt beginning marks the whole word', 'arpegg arpeggoa', 'Arpeggiatos', '[Arpeggiatos]'],
  ['a word typed right does not mark the words near it', 'chord', 'Chord, chore', '[Chord], chore'],
  ['the longer of two typed beginnings is marked', 'str strings', 'Strings', '[Strings]'],
  ['a word in the middle of another is not marked', 'ell', 'Cello jello', 'Cello jello'],
  ['every occurrence is marked', 'a', 'A b a', '[A] b [a]'],
  ['Japanese is marked by character', '本', '日本語の本', '日[本]語の[本]'],
  ['signs are nothing to mark', '!(', 'a (b)!', 'a (b)!'],
])('%s', (_, typed, text, expected) => expect(marked(text, typed)).toBe(expected));

test('the parts of a text add up to the text', () => {
  const text = '  Déjà, “vu”\n— 50 % ';
  for (const typed of ['', 'deja', 'vu 50', '%'])
    expect(
      highlight(text, typed)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
});

const LONG = `${'before '.repeat(40)}the cello stands ${'after '.repeat(40)}`.trim();

test('a snippet is one line around the match, cut between words', () => {
  const piece = snippet(LONG, 'cello');
  expect(piece).toMatch(/^… (before )+the cello stands (after )+…$/);
  expect(piece.length).toBeLessThanOrEqual(144);
});

test('without a match, a snippet is the beginning of the text, or all of a short text', () => {
  expect(snippet(LONG, 'viola')).toMatch(/^before .* before …$/);
  expect(snippet('two\n  lines', 'viola')).toBe('two lines');
  expect(snippet('x'.repeat(400), 'viola')).toMatch(/^x{140} …$/);
});

test('a snippet ends at the end of the text', () =>
  expect(snippet(`${'before '.repeat(40)}cello`, 'cello')).toMatch(/ before cello$/));
