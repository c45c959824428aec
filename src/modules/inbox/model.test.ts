import { describe, expect, test } from 'vitest';
import { cleanTags, itemToText, sharedToText, textToDraft } from './model.ts';

describe('a captured text', () => {
  test('gives its first line as the title and the rest as the description', () => {
    expect(textToDraft('  Buy strings \n for the cello\n\nA and D ')).toEqual({
      title: 'Buy strings',
      description: 'for the cello\n\nA and D',
    });
  });

  test('of one line has no description', () => {
    expect(textToDraft('Buy strings')).toEqual({ title: 'Buy strings', description: null });
  });

  test('of spaces is nothing', () => {
    expect(textToDraft(' \n ')).toBeNull();
  });

  test('with a very long first line loses nothing', () => {
    const long = 'x'.repeat(700);
    const draft = textToDraft(long);
    expect(draft?.title).toHaveLength(500);
    expect(`${draft?.title}${draft?.description}`).toBe(long);
  });

  test('reads the same after it was stored', () => {
    expect(textToDraft(itemToText({ title: 'A', description: 'b\nc' }))).toEqual({ title: 'A', description: 'b\nc' });
  });
});

describe('what another app shared', () => {
  test('is the title, the text and the link, a line each', () => {
    expect(sharedToText({ title: 'Etude', text: 'Slow', url: 'https://example.org/e' })).toBe(
      'Etude\nSlow\nhttps://example.org/e',
    );
  });

  test('says nothing twice', () => {
    expect(sharedToText({ title: 'Etude', text: 'Etude https://example.org', url: 'https://example.org' })).toBe(
      'Etude https://example.org',
    );
    expect(sharedToText({ title: 'Etude', text: 'Etude' })).toBe('Etude');
  });

  test('may be empty', () => {
    expect(sharedToText({})).toBe('');
  });
});

test('tags are kept once each, trimmed and without a hash', () => {
  expect(cleanTags([' #cello', 'cello', '', '#', 'long walk'])).toEqual(['cello', 'long walk']);
});
