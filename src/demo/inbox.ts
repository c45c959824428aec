// The inbox in the demo year: an item every few days, most of them done within a week or two.
import type { Act, Life } from './life.ts';

const THOUGHTS = [
  'Ask Mira about the rehearsal room',
  'Book the dentist',
  'Idea: a chart of loudness by year',
  'Birthday present for Jonas',
  'Compare the two insurance offers',
  'Read the article on spaced practice',
  'New strings for the guitar',
  'Call back the landlord',
  'Recipe: lentils with lemon',
  'Try 3 × 8 instead of 5 × 5 on rows',
  'Photos from the coast for the family',
  'Renew the library card',
  'Find out why the train card was refused',
  'A quieter mix of the second verse',
] as const;
const TAGS = ['home', 'music', 'people', 'training', 'money'] as const;

const HOUR_MS = 3_600_000;

export function* inboxYear({ days, random, at }: Life): Generator<Act> {
  for (const { day, kind } of days) {
    if (!random.chance(kind === 'ill' ? 0.1 : 0.35)) continue;
    const captured = at(day, random.between(7 * 60, 21 * 60));
    const id = random.id(captured);
    const tags = random.chance(0.4) ? [random.pick(TAGS)] : [];
    yield [{ at: captured, name: 'inbox.add', args: { id, title: random.pick(THOUGHTS), tags } }];
    // A separate act, because a recent item may still be in the inbox at the end of the year.
    const dealtWith = new Date(captured.getTime() + random.between(2, 24 * 14) * HOUR_MS);
    if (random.chance(0.95)) yield [{ at: dealtWith, name: 'inbox.delete', args: { id } }];
  }
}
