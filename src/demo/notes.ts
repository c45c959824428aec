// Notes in the demo year: an infobase that grows by links between its entries, ideas as they come, and references of which some are
// read. One text was changed on two devices, so that its two versions can be seen.
import { fingerprint } from '#schema/notes/rules/texts.ts';
import type { NoteKind } from '#schema/notes/rules/note.ts';
import type { Act, Life } from './life.ts';

interface DemoNote {
  title: string;
  content: string;
  tags: readonly string[];
  category?: string;
}

const ENTRIES: readonly DemoNote[] = [
  {
    title: 'Guitar set-up',
    category: 'Music',
    tags: ['music'],
    content:
      '## Strings\n\nLight gauge, 11 to 52. Change every two months; see [[Practice room]].\n\n## Action\n\n| fret | treble | bass |\n|---|---|---|\n| 12 | 1.6 mm | 2.0 mm |\n\n- [x] relief 0.2 mm\n- [x] nut slots\n- [ ] intonation of the G string',
  },
  {
    title: 'Practice room',
    category: 'Music',
    tags: ['music', 'people'],
    content:
      'Key with Mira, Tuesday and Thursday evenings.\n\n1. Heating on at the **left** switch\n2. Door code is in the safe\n\nSee [[Guitar set-up]] before concerts.',
  },
  {
    title: 'Mixing checklist',
    category: 'Music',
    tags: ['music', 'audio'],
    content:
      '- [ ] listen at low level\n- [ ] mono check\n- [x] reference at the same loudness\n- [ ] sleep over it\n\nMore in [[Loudness targets]].',
  },
  {
    title: 'Loudness targets',
    category: 'Music',
    tags: ['audio'],
    content:
      '- Streaming: −14 LUFS integrated, true peak below −1 dBTP\n- Broadcast: −23 LUFS\n\n> Loud is a choice, not a goal.',
  },
  {
    title: 'Bread, basic dough',
    category: 'Kitchen',
    tags: ['recipe'],
    content:
      '500 g flour, 350 g water, 10 g salt, 2 g yeast.\n\n1. Mix, rest 30 minutes\n2. Fold four times in two hours\n3. Cold overnight\n4. 250 °C, 20 minutes with the lid, 20 without',
  },
  {
    title: 'Flat: numbers',
    category: 'Home',
    tags: ['home', 'money'],
    content: 'Meter readings in January and July. Landlord answers by mail within a week.',
  },
  {
    title: 'Squat cues',
    category: 'Training',
    tags: ['training'],
    content: 'Brace, spread the floor, knees over the toes.\n\nWarm up as in [[Deload weeks]] when tired.',
  },
  { title: 'Deload weeks', category: 'Training', tags: ['training'], content: 'Every fifth week: half the sets, same weights.' },
];

const IDEAS: readonly DemoNote[] = [
  {
    title: 'A song that only uses open strings',
    tags: ['music'],
    content: 'Start from the drone in D. Could use the room of [[Practice room]].',
  },
  { title: 'Evening walk instead of the tram', tags: ['home'], content: 'Two stops earlier, twenty minutes.' },
  {
    title: 'A shelf over the desk',
    tags: ['home'],
    content: '120 × 25 cm, oak.\n\n- [x] measure the wall\n- [ ] ask Jonas for the drill',
  },
  { title: 'Record the same riff in four rooms', tags: ['music', 'audio'], content: '' },
  { title: 'Reading group for spring', tags: ['people'], content: 'Mira, Jonas, Ana. First book: Middlemarch.' },
  { title: 'Swap squats and deadlifts for a block', tags: ['training'], content: 'Compare with [[Squat cues]].' },
  { title: 'Birthday: a mix tape for Ana', tags: ['music', 'people'], content: '- [ ] twelve songs\n- [ ] draw the cover' },
  { title: 'A year in numbers', tags: [], content: 'Chart of focus hours beside sleep?' },
  { title: 'Learn to solder', tags: ['audio'], content: 'Begin with a cable.' },
  { title: 'Concert in the courtyard', tags: ['music', 'people'], content: 'Ask the neighbours first.' },
];

interface DemoLink extends DemoNote {
  url: string;
}

const LINKS: readonly DemoLink[] = [
  {
    title: 'EBU R 128',
    url: 'https://tech.ebu.ch/publications/r128',
    tags: ['audio'],
    category: 'Sound',
    content: 'The loudness of programmes.',
  },
  { title: 'Forty years of spaced practice', url: 'https://example.org/spaced-practice', tags: ['learning'], content: '' },
  { title: 'Interval training for ears', url: 'https://example.org/intervals', tags: ['music', 'learning'], content: '' },
  { title: 'A short history of the metronome', url: 'https://example.net/metronome', tags: ['music'], content: '' },
  {
    title: 'How to write a good checklist',
    url: 'https://example.com/checklists',
    tags: ['work'],
    content: 'Short, in the order of the work.',
  },
  { title: 'Room modes, calculated', url: 'https://example.net/room-modes', tags: ['audio'], category: 'Sound', content: '' },
  { title: 'Strength standards by body weight', url: 'https://example.org/standards', tags: ['training'], content: '' },
  { title: 'The sea in literature', url: 'https://example.com/sea', tags: ['reading'], content: '' },
  { title: 'Sleep and learning: a review', url: 'https://example.org/sleep', tags: ['learning'], content: '' },
];

const BEFORE = 'Two stops earlier, twenty minutes.';

export function* notesYear({ days, random, at }: Life): Generator<Act> {
  const spread = <Value>(values: readonly Value[], place: number) =>
    days[Math.floor((days.length * (place + 0.5)) / values.length)];
  const add = (
    kind: NoteKind,
    note: DemoNote & { url?: string },
    day: string,
    more: object = {},
  ): { act: Act; id: string; when: Date } => {
    const when = at(day, random.between(8 * 60, 21 * 60));
    const id = random.id(when);
    return { act: [{ at: when, name: 'notes.add', args: { kind, id, ...note, tags: [...note.tags], ...more } }], id, when };
  };
  for (const [place, entry] of ENTRIES.entries()) {
    const on = spread(ENTRIES, place);
    if (on) yield add('entry', entry, on.day, { pinned: place === 0 }).act;
  }
  for (const [place, idea] of IDEAS.entries()) {
    const on = spread(IDEAS, place);
    if (!on) continue;
    const { act, id, when } = add('idea', idea, on.day, { archived: place === 3 });
    yield act;
    if (idea.content !== BEFORE) continue;
    const [first, second] = [new Date(when.getTime() + 3_600_000), new Date(when.getTime() + 7_200_000)];
    const base = { content: fingerprint(BEFORE) };
    yield [
      { at: first, name: 'notes.edit', args: { kind: 'idea', id, content: `${BEFORE} In the rain too?`, base } },
      { at: second, name: 'notes.edit', args: { kind: 'idea', id, content: `${BEFORE} Along the river.`, base } },
    ];
  }
  for (const [place, link] of LINKS.entries()) {
    const on = spread(LINKS, place);
    if (!on) continue;
    const { act, id, when } = add('reference', link, on.day, { reading: place === 0 ? 'none' : 'later' });
    yield act;
    if (place === 0 || place % 3 === 0) continue;
    const later = new Date(when.getTime() + random.between(2, 200) * 3_600_000);
    yield [{ at: later, name: 'notes.mark', args: { items: [{ kind: 'reference', id }], progress: place % 3 === 1 ? 100 : 35 } }];
  }
}
