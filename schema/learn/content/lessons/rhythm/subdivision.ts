import type { Sound } from '../../../rules/sounds.ts';
import { lesson } from '../../lesson.ts';

type Pattern = Extract<Sound, { kind: 'pattern' }>;
const beat = (stepsPerMinute: number, hat: string, kick: string): Pattern => ({
  kind: 'pattern',
  stepsPerMinute,
  repeat: 2,
  voices: [
    { drum: 'kick', steps: kick },
    { drum: 'hat', steps: hat },
  ],
});

export const subdivision = lesson({
  key: 'subdivision',
  topic: 'rhythm',
  title: 'Subdivision: eighths, triplets, sixteenths',
  description: 'Divide a beat into two, three or four evenly, and count any of them aloud.',
  difficulty: 'beginner',
  figures: {
    eighths: {
      kind: 'grid',
      caption: 'Eighths at 80 BPM: 1 and 2 and 3 and 4 and.',
      stepsPerBeat: 2,
      sound: beat(160, 'XxXxXxXx', 'x.x.x.x.'),
    },
    triplets: {
      kind: 'grid',
      caption: 'Triplets at 80 BPM: 1-trip-let 2-trip-let.',
      stepsPerBeat: 3,
      sound: beat(240, 'XxxXxxXxxXxx', 'x..x..x..x..'),
    },
    sixteenths: {
      kind: 'grid',
      caption: 'Sixteenths at 80 BPM: 1 e and a, 2 e and a.',
      stepsPerBeat: 4,
      sound: beat(320, 'XxxxXxxxXxxxXxxx', 'x...x...x...x...'),
    },
  },
  text: `
Between two beats there is room. Most rhythms fill it with a division into equal parts, and the sense of where those parts lie decides whether playing sounds tight or loose. Good timing is mostly good subdivision: it is far easier to place a note a quarter of a beat from the last one than to hit a beat a second away.

## Two, three, four

**Eighth notes** divide a quarter-note beat into two. Count "one and two and".

{{eighths}}

**Triplets** divide it into three. Count "one-trip-let" or "one-la-li".

{{triplets}}

**Sixteenths** divide it into four. Count "one e and a" (said "one ee and uh").

{{sixteenths}}

At 80 beats per minute a beat lasts 750 ms. Eighths are 375 ms apart, triplets 250, sixteenths 187.5. Note that the second eighth and the third sixteenth are the same moment. The triplet, however, shares only the beat itself with both. That is why moving from eighths to triplets is a real change of gear, and from eighths to sixteenths merely a refinement.

## Silent subdivision

When you play only quarters at a slow tempo, the gaps are long, and human timing gets worse with the length of a gap. The usual error of tapping is a few per cent of the interval: at one beat per second perhaps 30 ms, at four per second 8. If you feel sixteenths inside and play on every fourth, you use the small error and not the large one.

So musicians keep a quiet motor going: a tongue, a foot, a hand that moves up and down. Guitarists strum in constant sixteenths and touch the strings only where a note is wanted. Drummers let the hi-hat do it for the entire band.

## Rests and ties

A rhythm is a choice among the places of the grid. Write the grid, mark where a note begins, and every rhythm becomes readable. The pattern "1 . . a . . and ." means a note on the first sixteenth, on the fourth, and on the seventh. How long a note lasts matters less for the rhythm than where it starts.

Two rhythms to know: the **dotted eighth with a sixteenth** (long–short, 3 + 1) and the **tresillo** (3 + 3 + 2), which underlies much of Latin American, African and pop music.

## Exercises

1. Set a click at 60. Speak eighths for four beats, triplets for four, sixteenths for four, without stopping. The beat must not move. Most people rush at the change to triplets.
2. Clap the beat with one hand and speak only the "a" of "one e and a". It is the hardest place of the four.
3. Set the click to half the tempo, so that it sounds on 1 and 3 only. Then on 1 only. The gaps must be filled from within.
4. Record yourself for a minute against a click and look at the waveform. Are you early or late, and always at the same place of the bar?

## What to listen for in music

Decide for each song which subdivision the drums play. Ballads in 12/8 have triplets, funk has sixteenths, most rock has eighths. A hi-hat that changes from eighths to sixteenths in the chorus seems to raise the energy although the tempo is the same. The reverse, half-time, makes the same tempo feel twice as slow: the snare falls on 3 instead of 2 and 4.
`,
  quiz: [
    {
      key: 'hear-division',
      kind: 'single',
      ask: 'Into how many parts is each beat of the kick divided?',
      hear: [{ label: 'Rhythm', sound: beat(240, 'XxxXxxXxxXxx', 'x..x..x..x..') }],
      choices: [
        { text: 'Two', why: 'There are two strokes between the kicks, not one.' },
        { text: 'Three', isRight: true, why: 'Triplets: the kick and two more strokes.' },
        { text: 'Four', why: 'Then there would be three strokes between the kicks.' },
      ],
    },
    {
      key: 'sixteenth-ms',
      kind: 'number',
      ask: 'How long is a sixteenth note at 120 BPM?',
      answer: 125,
      within: 1,
      unit: 'ms',
      why: 'A quarter lasts 500 ms, a sixteenth a fourth of it.',
    },
    {
      key: 'shared',
      kind: 'single',
      ask: 'Which moments do eighth triplets share with plain eighths?',
      choices: [
        { text: 'All of them', why: 'Thirds and halves of a beat do not coincide.' },
        { text: 'Only the beat itself', isRight: true, why: '1/3 and 2/3 are never 1/2.' },
        { text: 'Every second one', why: 'No division by three meets the half.' },
      ],
    },
    {
      key: 'why-subdivide',
      kind: 'single',
      ask: 'Why does feeling sixteenths improve slow quarters?',
      choices: [
        {
          text: 'Timing errors grow with the length of the gap.',
          isRight: true,
          why: 'Short gaps are timed more exactly, and they add up to the long one.',
        },
        { text: 'It makes the music faster.', why: 'The tempo stays the same.' },
        { text: 'It replaces the metronome.', why: 'A click is still a useful check.' },
      ],
    },
    {
      key: 'half-time',
      kind: 'single',
      ask: 'What makes a passage half-time, although the tempo stays?',
      choices: [
        { text: 'The snare falls on 3 instead of 2 and 4.', isRight: true, why: 'The backbeat comes half as often.' },
        { text: 'The hi-hat plays sixteenths.', why: 'That raises the energy.' },
        { text: 'The bass pauses.', why: 'The feel is set by the backbeat.' },
      ],
    },
  ],
  sources: [
    {
      text: 'B. H. Repp (2005), Sensorimotor synchronization: a review of the tapping literature. Psychonomic Bulletin & Review 12, 969–992.',
    },
    {
      text: 'B. H. Repp (2003), Rate limits in sensorimotor synchronization with auditory and visual sequences. Journal of Motor Behavior 35, 355–370.',
    },
    {
      text: 'M. Gotham and others (2023), Open Music Theory, version 2: Rhythm and meter.',
      url: 'https://viva.pressbooks.pub/openmusictheory/',
    },
  ],
});
