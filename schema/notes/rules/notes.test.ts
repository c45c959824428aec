import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tasksOf, withTask } from './checklist.ts';
import { linksOf, openLinkBefore, titleKey } from './links.ts';
import { changedTags, cleanTags, renamedTag } from './note.ts';
import { fingerprint, lostText } from './texts.ts';
import { isWebAddress, pageKey, siteOf, webAddress } from './url.ts';

describe('tags', () => {
  test('are kept once each, trimmed, without a hash, and cut between characters', () => {
    expect(cleanTags([' #cello ', 'cello', '', '##', 'long walk'])).toEqual(['cello', 'long walk']);
    expect(cleanTags(['🎻'.repeat(50)])).toEqual(['🎻'.repeat(40)]);
  });

  test('are added at the end and removed, and a tag both removed and added stays', () => {
    expect(changedTags(['a', 'b', 'c'], ['d', 'a'], ['b', 'a'])).toEqual(['c', 'd', 'a']);
  });

  test('are renamed in place, merged with an equal one, or removed', () => {
    expect(renamedTag(['a', 'b'], 'a', 'c')).toEqual(['c', 'b']);
    expect(renamedTag(['a', 'b'], 'a', 'b')).toEqual(['b']);
    expect(renamedTag(['a', 'b'], 'a', null)).toEqual(['b']);
    expect(renamedTag(['a'], 'x', 'y')).toBeNull();
  });
});

describe('tasks', () => {
  const text = '# List\n- [ ] one\n  * [x] two\n1. [ ] one\n> - [ ] three\n-[ ] none\n- [ ]';

  test('are found in lists and quotes, with their place among equal ones', () => {
    expect(tasksOf(text).map(({ words, nth, isDone }) => [words, nth, isDone])).toEqual([
      ['one', 0, false],
      ['two', 0, true],
      ['one', 1, false],
      ['three', 0, false],
      ['', 0, false],
    ]);
  });

  test('a tick changes one character', () => {
    expect(withTask(text, { words: 'one', nth: 1 }, true)).toBe(text.replace('1. [ ]', '1. [x]'));
    expect(withTask(text, { words: 'two', nth: 0 }, false)).toBe(text.replace('[x]', '[ ]'));
    expect(withTask(text, { words: 'four', nth: 0 }, true)).toBeNull();
  });

  test('ticking and unticking gives the text back', () => {
    const line = fc.oneof(
      fc.string(),
      fc.string().map((words) => `- [ ] ${words}`),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const whole = lines.join('\n');
        for (const { words, nth, isDone } of tasksOf(whole)) {
          if (isDone) continue;
          const ticked = withTask(whole, { words, nth }, true);
          expect(ticked).not.toBeNull();
          expect(withTask(ticked ?? '', { words, nth }, false)).toBe(whole);
        }
      }),
    );
  });
});

describe('links between notes', () => {
  test('have a title, and other words where they are given', () => {
    expect(linksOf('See [[Bow hold]], [[ Rosin |the rosin]] and [[Scales#G major]]. [[]] [[|x]]')).toMatchObject([
      { title: 'Bow hold', shown: 'Bow hold', at: 4, length: 12 },
      { title: 'Rosin', shown: 'the rosin' },
      { title: 'Scales', shown: 'Scales#G major' },
    ]);
  });

  test('do not mind case and spaces', () => {
    expect(titleKey('  Bow   HOLD ')).toBe('bow hold');
  });

  test('are completed while they are typed', () => {
    expect(openLinkBefore('see [[Bo', 8)).toBe('Bo');
    expect(openLinkBefore('see [[', 6)).toBe('');
    expect(openLinkBefore('see [[Bow]] and', 15)).toBeNull();
    expect(openLinkBefore('see [[Bow\nnext', 14)).toBeNull();
  });
});

describe('a text changed on two devices', () => {
  const base = fingerprint('a');

  test('is lost only when it is neither the one that was seen nor the new one, and not empty', () => {
    expect(lostText({ current: 'a', next: 'b', base })).toBeNull();
    expect(lostText({ current: 'c', next: 'b', base })).toBe('c');
    expect(lostText({ current: 'b', next: 'b', base })).toBeNull();
    expect(lostText({ current: '', next: 'b', base })).toBeNull();
    expect(lostText({ current: null, next: 'b', base: fingerprint('x') })).toBeNull();
    expect(lostText({ current: 'c', next: '', base })).toBe('c');
  });

  test('of an app that did not say what it saw is replaced', () => {
    expect(lostText({ current: 'c', next: 'b', base: undefined })).toBeNull();
  });

  test('no text and an empty one are the same', () => {
    expect(fingerprint(null)).toBe(fingerprint(''));
  });

  // The law over any order of arrival: a text that somebody wrote is seen by who replaced it, kept, or there.
  test('whatever two devices write in whatever order, no text that nobody replaced knowingly is gone', () => {
    const write = fc.record({ device: fc.constantFrom(0, 1), sees: fc.boolean() });
    fc.assert(
      fc.property(fc.array(write, { maxLength: 30 }), (writes) => {
        let row = 'start';
        const [seen, kept, replacedKnowingly] = [['start', 'start'], new Set<string>(), new Set<string>()];
        const written = ['start'];
        for (const [at, { device, sees }] of writes.entries()) {
          if (sees) seen[device] = row;
          const next = `text ${at}`;
          const lost = lostText({ current: row, next, base: fingerprint(seen[device] ?? '') });
          if (lost !== null) kept.add(lost);
          replacedKnowingly.add(seen[device] ?? '');
          row = next;
          seen[device] = next;
          written.push(next);
        }
        for (const text of written) expect(text === row || kept.has(text) || replacedKnowingly.has(text)).toBe(true);
      }),
    );
  });
});

describe('addresses', () => {
  test('of the web are taken, with https where the scheme is missing', () => {
    expect(webAddress(' example.org/a ')).toBe('https://example.org/a');
    expect(webAddress('http://example.org')).toBe('http://example.org/');
    expect(webAddress('https://exämple.org')).toBe('https://xn--exmple-cua.org/');
  });

  test('of anything else are refused', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://a.org',
      'file:///etc',
      'two words',
      '',
      'mailto:a@b.org',
    ]) {
      expect(webAddress(text), text).toBeNull();
      expect(isWebAddress(text), text).toBe(false);
    }
  });

  test('of one page are found to be the same', () => {
    const one = pageKey('https://www.example.org/a/?b=1&utm_source=x#top');
    expect(pageKey('http://example.org/a?b=1')).toBe(one);
    expect(pageKey('http://example.org/a?b=2')).not.toBe(one);
    expect(pageKey('https://example.org/#/one')).not.toBe(pageKey('https://example.org/#/two'));
    expect(siteOf('https://www.example.org/a')).toBe('example.org');
  });
});
