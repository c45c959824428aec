import { expect, test } from 'vitest';
import { backlinksOf, linkTo, noteOfLink, plainExcerpt } from './model.ts';
import type { Mention } from './queries.ts';

const grip = { id: 'grip', title: 'Bow grip', former_titles: ['bow hold'] };

test('a link with a former title leads to the note that had it, unless another note has it now', () => {
  expect(noteOfLink([grip], 'Bow HOLD')).toBe(grip);
  const hold = { id: 'hold', title: 'Bow hold', former_titles: [] };
  expect(noteOfLink([grip, hold], 'Bow hold')).toBe(hold);
  expect(noteOfLink([grip], 'Bow')).toBeUndefined();
});

test('notes that link to a former title are among the backlinks; a longer title and the note itself are not', () => {
  const mention = (id: string, content: string): Mention => ({ kind: 'idea', id, title: id, content, updated_at: new Date(0) });
  const mentions = [
    mention('old', 'See [[bow  hold]].'),
    mention('new', '[[Bow grip|so]]'),
    mention('longer', '[[Bow grips]]'),
    mention('grip', '[[Bow hold]]'),
  ];
  expect(backlinksOf(grip, mentions).map(({ id }) => id)).toEqual(['old', 'new']);
  expect(linkTo(grip, 'See [[bow  hold]].')).toMatchObject({ at: 4 });
});

test('an excerpt has the words of a table without its lines', () => {
  expect(plainExcerpt('# Action\n\n| fret | treble |\n|---|:--:|\n| 12 | 1.6 mm |\n\nsee **[[Room]]**')).toBe(
    'Action fret | treble 12 | 1.6 mm see Room',
  );
  expect(plainExcerpt('a -- b\n\n---\n\n- [ ] task')).toBe('a -- b --- task');
});
