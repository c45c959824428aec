import { sampled } from '../../make-points.ts';
import type { Sound } from '../../../rules/sounds.ts';
import { lesson } from '../../lesson.ts';

const clicks = (bpm: number): Sound => ({
  kind: 'pattern',
  stepsPerMinute: bpm,
  repeat: 8,
  voices: [{ drum: 'click', steps: 'x' }],
});

export const tempoAndTime = lesson({
  key: 'tempo-and-time',
  topic: 'rhythm',
  title: 'Tempo in beats and milliseconds',
  description: 'Convert a tempo to note lengths, and judge how small a change can be noticed.',
  difficulty: 'beginner',
  figures: {
    length: {
      kind: 'curves',
      caption: 'The length of a beat against tempo. At slow tempi a few BPM change it a lot, at fast ones hardly.',
      x: { label: 'Tempo', unit: 'BPM' },
      y: { label: 'Length', unit: 'ms' },
      series: [
        { label: 'Quarter', points: sampled((bpm) => 60_000 / bpm, 50, 200, 50) },
        { label: 'Eighth', points: sampled((bpm) => 30_000 / bpm, 50, 200, 50) },
        { label: 'Sixteenth', points: sampled((bpm) => 15_000 / bpm, 50, 200, 50) },
      ],
    },
    tempi: {
      kind: 'sounds',
      caption:
        'Eight clicks at five tempi. Learn 60 (the seconds of a clock) and 120 (twice that) by heart and find the others from them.',
      sounds: [60, 90, 100, 120, 140].map((bpm) => ({ label: `${bpm} BPM`, sound: clicks(bpm) })),
    },
    close: {
      kind: 'sounds',
      caption: 'Which is faster? They differ by 4 per cent, a little more than most people need.',
      sounds: [
        { label: 'First', sound: clicks(100) },
        { label: 'Second', sound: clicks(104) },
      ],
    },
  },
  text: `
**Tempo** is the rate of the beat, given in beats per minute (BPM). A minute has 60,000 milliseconds, so one beat lasts

- beat in milliseconds = 60,000 / BPM

At 120 BPM that is 500 ms, at 100 BPM 600 ms, at 60 BPM a full second. Half of it is an eighth note, a quarter of it a sixteenth; three in the time of two gives triplets, a third of a beat each for eighth triplets. Dotted notes last one and a half times their plain value.

{{length}}

## Why anyone needs milliseconds

**Delays.** An echo that repeats in time supports the groove; one that does not blurs it. At 120 BPM a dotted-eighth delay is 500 · 0.75 = 375 ms. Effects with a sync switch do this for you; older devices and plug-ins want the number.

**Reverb and compression.** A reverb that has decayed before the next snare leaves the rhythm clear: with a backbeat every two beats at 100 BPM there are 1200 ms. A compressor whose release is about as long as a note recovers before the next one. These are starting points for the ear, not rules.

**Latency.** Between striking a key and hearing the note, most players stop noticing below about 10 ms. Sound travels 34 cm per millisecond, so 10 ms is the distance of a loudspeaker three and a half metres away.

## Words for tempo

Italian terms name a character as much as a speed, and metronomes do not agree on their borders. Roughly: Largo 40 to 60, Adagio 60 to 75, Andante 75 to 108, Moderato 108 to 120, Allegro 120 to 156, Presto 168 to 200. Dance styles have narrower conventions: hip-hop often 80 to 100, house 118 to 130, techno 125 to 145, drum and bass 165 to 180.

{{tempi}}

## Hearing a change

How small a difference in tempo can be noticed? In experiments with regular clicks in the middle range, the best listeners detect about 2 per cent when there are several intervals to compare, and 4 to 6 per cent is typical for a single pair of intervals. Sensitivity is best when beats are some 300 to 900 ms apart and gets worse outside. So 100 against 102 BPM is near the limit, 100 against 110 is plain.

{{close}}

## Steady or flexible

A machine's clicks are equal to a fraction of a millisecond. Human tapping is not: even trained people vary by 2 to 4 per cent of the interval, some 10 to 25 ms at medium tempo. When tapping along with a metronome, people also tend to come early, by a few tens of milliseconds, without noticing. Musicians do so less. None of this is audible as sloppiness; it is part of why a played rhythm sounds played.

Many recordings drift on purpose. A chorus that is 1 or 2 BPM faster than the verse lifts. That is also why measuring a tempo needs a stretch of music rather than two beats: over 32 beats an error of 20 ms at each end shrinks to a fraction of one BPM.

## Estimating a tempo without a device

1. Count beats for 15 seconds and multiply by four. The result is within about ±4 BPM.
2. Compare with 120: a march, or "Stayin' Alive" at 104 if you want something slower.
3. If the estimate is above 160 or below 60, ask whether half or double describes better what the body does.

Tapping along for 20 seconds and letting software average is more exact, since the errors of single taps cancel.
`,
  quiz: [
    {
      key: 'beat-ms',
      kind: 'number',
      ask: 'How long is a quarter note at 80 BPM?',
      answer: 750,
      within: 1,
      unit: 'ms',
      why: '60,000 / 80 = 750.',
    },
    {
      key: 'delay',
      kind: 'number',
      ask: 'Which delay time gives eighth notes at 100 BPM?',
      answer: 300,
      within: 1,
      unit: 'ms',
      why: 'A quarter lasts 600 ms, an eighth half of it.',
    },
    {
      key: 'hear-faster',
      kind: 'single',
      ask: 'Which of the two is faster?',
      hear: [
        { label: 'First', sound: clicks(120) },
        { label: 'Second', sound: clicks(111) },
      ],
      choices: [
        { text: 'The first', isRight: true, why: '120 against 111 BPM, 8 per cent.' },
        { text: 'The second', why: 'The second is slower: 111 BPM.' },
      ],
    },
    {
      key: 'octave',
      kind: 'single',
      ask: 'Software reports 170 BPM for a song that you tap at 85. What is the best explanation?',
      choices: [
        { text: 'The software measured wrongly.', why: 'It found a real layer of pulse.' },
        {
          text: 'Both name a layer of the pulse, one twice as fast.',
          isRight: true,
          why: 'This is called the octave ambiguity of tempo.',
        },
        { text: 'You tap too slowly.', why: 'The tactus is the layer one chooses.' },
      ],
    },
    {
      key: 'threshold',
      kind: 'single',
      ask: 'Which change of tempo is near the smallest that listeners notice in a steady series of clicks?',
      choices: [
        { text: '0.1 %', why: 'Far below what anyone hears.' },
        { text: '2 to 4 %', isRight: true, why: 'Typical results of experiments in the middle range.' },
        { text: '15 %', why: 'That is obvious to nearly everybody.' },
      ],
    },
  ],
  sources: [
    {
      text: 'C. Drake and M.-C. Botte (1993), Tempo sensitivity in auditory sequences: evidence for a multiple-look model. Perception & Psychophysics 54, 277–286.',
    },
    {
      text: 'B. H. Repp (2005), Sensorimotor synchronization: a review of the tapping literature. Psychonomic Bulletin & Review 12, 969–992.',
    },
    { text: 'J. London (2012), Hearing in Time, 2nd edition. Oxford University Press.' },
  ],
});
