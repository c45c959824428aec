import type { Sound } from '../../../rules/sounds.ts';
import { lesson } from '../../lesson.ts';

type Pattern = Extract<Sound, { kind: 'pattern' }>;
const against = (low: string, high: string, stepsPerMinute: number, repeat = 4): Pattern => ({
  kind: 'pattern',
  stepsPerMinute,
  repeat,
  voices: [
    { drum: 'kick', steps: low },
    { drum: 'click', steps: high },
  ],
});

export const polyrhythm = lesson({
  key: 'polyrhythm',
  topic: 'rhythm',
  title: 'Two against three, three against four',
  description: 'Play two pulses at once by finding their common grid.',
  difficulty: 'advanced',
  figures: {
    two: {
      kind: 'grid',
      caption: 'Three (click) against two (kick), on six steps.',
      stepsPerBeat: 3,
      sound: against('X..x..', 'x.x.x.', 300),
    },
    three: {
      kind: 'grid',
      caption: 'Four (click) against three (kick), on twelve steps.',
      stepsPerBeat: 4,
      sound: against('X...x...x...', 'x..x..x..x..', 420, 3),
    },
    hemiola: {
      kind: 'grid',
      caption: 'A hemiola: the accents change from two groups of three to three groups of two.',
      stepsPerBeat: 3,
      sound: against('X..x..X.x.x.', 'xxxxxxxxxxxx', 330, 2),
    },
  },
  text: `
Two pulses that divide the same span into different numbers of equal parts form a **polyrhythm**. It sounds like coordination for acrobats. Most people can learn the two common ones in a week, provided that they stop thinking of them as two things.

## Find the grid

Two pulses of 3 and 2 in the same time meet on a grid whose size is their **least common multiple**: 6. On six steps, the 2 falls on steps 1 and 4, the 3 on 1, 3 and 5. Together they make the rhythm

- both, –, three, two, three, –

Say "**nice** cup of **tea**": *nice* both, *cup* three, *of* two, *tea* three. Clap it with one hand alternating: together, right, left, right. That is all. The composite is **one** rhythm, and your hands merely share it.

{{two}}

For 4 against 3 the grid has 12 steps. The 3 falls on steps 1, 5 and 9, the 4 on 1, 4, 7 and 10. The composite is

- both, –, –, four, three, –, four, –, three, four, –, –

with the well-known words "**pass** the **gol**-den **but**-ter" for its six notes.

{{three}}

The method works for any pair. 5 against 4 needs 20 steps, 7 against 4 needs 28. If the numbers have a common divisor, the grid is smaller: 6 against 4 is twice 3 against 2.

## Polyrhythm, polymetre, hemiola

Three terms are often confused.

**Polyrhythm**: the same span, different divisions. The pulses meet at each bar.

**Polymetre**: the same subdivision, different bar lengths. One instrument repeats a figure of three sixteenths, another one of four; they meet again after twelve sixteenths. Rock and electronic music use this far more often than true polyrhythm. The 3 + 3 + 2 of the lesson on syncopation is a polymetre that is cut off at the bar line.

**Hemiola**: a change of grouping in time. Six eighths that were felt as two threes are accented as three twos. Baroque dances slow down before a cadence with it, and "America" from West Side Story alternates the two in each bar.

{{hemiola}}

## What the ear does

When two pulses sound, listeners usually choose one as the beat and hear the other as a pattern against it. Which one depends on tempo (the one nearer to 100 beats a minute), on pitch (the lower one tends to carry the metre) and on culture. In much West African drumming the relation of 3 and 2 is the foundation, and dancers feel both at once. Trying to switch your foot from one to the other while the sound continues is the best test of understanding.

## Learning 3 against 2

1. Tap "together, right, left, right" with the words, slowly and evenly. Count six steps aloud.
2. Let one hand become loud, then the other. Each should be a steady pulse by itself.
3. Keep the left on the beat with a metronome (two clicks a bar). Then let the metronome click the three.
4. Sing a melody in two while one hand taps three.
5. Speed up until you no longer count steps. At speed it becomes a sway instead of arithmetic.

Errors come in two forms: the pattern turns into a triplet-like gallop because the middle notes of the three drift towards the two, or the hands lock to equal sixteenths. Recording yourself shows which. Slow down until it is exact, since what is practised wrongly at speed will stay wrong.
`,
  quiz: [
    {
      key: 'grid-size',
      kind: 'number',
      ask: 'How many steps does the common grid of 5 against 3 have?',
      answer: 15,
      within: 0,
      unit: 'steps',
      why: 'The least common multiple of 5 and 3.',
    },
    {
      key: 'notes',
      kind: 'number',
      ask: 'How many different moments are struck in one cycle of 3 against 2?',
      answer: 4,
      within: 0,
      unit: 'moments',
      why: '3 + 2 − 1, since both begin together.',
    },
    {
      key: 'hear-poly',
      kind: 'single',
      ask: 'Which polyrhythm do you hear (click against kick)?',
      hear: [{ label: 'Rhythm', sound: against('X...x...x...', 'x..x..x..x..', 420, 3) }],
      choices: [
        { text: '3 against 2', why: 'There are three kicks in a cycle.' },
        { text: '4 against 3', isRight: true, why: 'Four clicks for three kicks.' },
      ],
    },
    {
      key: 'polymetre',
      kind: 'single',
      ask: 'A riff of three sixteenths repeats over a beat of four sixteenths. What is it?',
      choices: [
        { text: 'A polyrhythm', why: 'The subdivision is shared; the lengths differ.' },
        { text: 'A polymetre', isRight: true, why: 'Same subdivision, different lengths; they meet after twelve sixteenths.' },
        { text: 'A hemiola', why: 'That is a change of grouping within the same span.' },
      ],
    },
    {
      key: 'order-practice',
      kind: 'order',
      ask: 'Order the steps for learning 3 against 2.',
      items: [
        'Tap the combined rhythm slowly',
        'Bring out one hand, then the other',
        'Add a metronome to one pulse',
        'Sing in two and tap three',
      ],
      why: 'First the composite, then the separation of its layers.',
    },
  ],
  sources: [
    { text: 'J. London (2012), Hearing in Time: Psychological Aspects of Musical Meter, 2nd edition. Oxford University Press.' },
    {
      text: 'J. Pressing, J. Summers and J. Magill (1996), Cognitive multiplicity in polyrhythmic pattern performance. Journal of Experimental Psychology: Human Perception and Performance 22, 1127–1148.',
    },
    {
      text: 'S. Handel and J. S. Oshinsky (1981), The meter of syncopated auditory polyrhythms. Perception & Psychophysics 30, 1–9.',
    },
  ],
});
