import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCapture } from './capture-syntax.ts';
import { recogniseText } from './recognise.ts';

/** A Saturday. */
const TODAY = '2026-11-28';
const parse = (text: string) => parseCapture(text, TODAY);

describe('the quick syntax', () => {
  test('takes tags, a priority and a day out of the first line', () => {
    expect(parse('Buy strings #cello #shop/music !high tomorrow\nA and D #no')).toEqual({
      ...{ text: 'Buy strings\nA and D #no', tags: ['cello', 'shop/music'], priority: 'high', dueOn: '2026-11-29' },
    });
  });

  test.each([
    ['Call Ana today', '2026-11-28'],
    ['Call Ana on friday', '2026-12-04'],
    ['Call Ana next Saturday', '2026-12-05'],
    ['Call Ana in 2 weeks', '2026-12-12'],
    ['Call Ana 2027-01-03', '2027-01-03'],
    ['Call Ana by 24 Dec', '2026-12-24'],
    ['Call Ana March 5', '2027-03-05'],
  ])('“%s” is due on %s', (text, day) => {
    expect(parse(text)).toMatchObject({ text: 'Call Ana', dueOn: day });
  });

  test.each([
    'Sunday roast',
    'Issue #12',
    'C# and F#',
    'Hello!',
    'a!b',
    '2026-13-40',
    'Open in 2500-01-01',
    'May I?',
    'in 3 hours',
    'https://a.org/#x',
  ])('“%s” is only words', (text) => {
    expect(parse(text)).toEqual({ text, tags: [], priority: null, dueOn: null });
  });

  test('priorities have three ways of writing', () => {
    for (const mark of ['!high', '!1', '!!!']) expect(parse(`x ${mark}`).priority, mark).toBe('high');
    expect([parse('x !!').priority, parse('x !').priority, parse('x !3').priority]).toEqual(['medium', 'low', 'low']);
  });

  test('a line of marks alone keeps its words', () => {
    expect(parse('#cello')).toMatchObject({ text: '#cello', tags: ['cello'] });
  });

  test('no text is lost or breaks it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { text: left, dueOn } = parse(text);
        if (text.trim() !== '') expect(left).not.toBe('');
        if (dueOn !== null) expect(dueOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }),
    );
  });
});

describe('what a text is about', () => {
  test('a book by its number, wherever it stands', () => {
    expect(recogniseText('Dune, ISBN 978-0-441-17271-9')).toEqual({ kind: 'book', isbn: '9780441172719', title: 'Dune' });
    expect(recogniseText('https://www.amazon.com/dp/0441172717/ref=x')).toMatchObject({ kind: 'book', isbn: '9780441172719' });
  });

  test('a page by its address', () => {
    expect(recogniseText('Read (https://example.org/a?b=1).')).toEqual({
      ...{ kind: 'link', url: 'https://example.org/a?b=1', title: 'Read ( ).' },
    });
    expect(recogniseText('https://example.org/')).toMatchObject({ title: '' });
  });

  test('nothing else', () => {
    expect(recogniseText('Call 030 1234567890')).toBeNull();
    expect(recogniseText('javascript:alert(1)')).toBeNull();
    expect(recogniseText('https://example.org/0441172717')).toMatchObject({ kind: 'link' });
  });
});
