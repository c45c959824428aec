import { sampled } from '../../make-points.ts';
import type { Sound } from '../../../rules/sounds.ts';
import { lesson } from '../../lesson.ts';

const swung = (swing: number): Sound => ({
  kind: 'pattern',
  stepsPerMinute: 240,
  repeat: 2,
  swing,
  voices: [
    { drum: 'hat', steps: 'XxXxXxXx' },
    { drum: 'kick', steps: 'x...x...' },
    { drum: 'snare', steps: '..x...x.' },
  ],
});

export const swing = lesson({
  key: 'swing',
  topic: 'rhythm',
  title: 'Swing and microtiming',
  description: 'Express swing as a ratio or in per cent, and tell timing that serves the music from timing that does not.',
  difficulty: 'intermediate',
  figures: {
    ratios: {
      kind: 'sounds',
      caption: 'Eighths at 120 BPM: straight (50 %), light swing (58 %), triplet swing (67 %), hard swing (75 %).',
      sounds: [
        { label: 'Straight', sound: swung(0) },
        { label: '58 %', sound: swung(0.16) },
        { label: '67 %', sound: swung(0.333) },
        { label: '75 %', sound: swung(0.5) },
      ],
    },
    tempo: {
      kind: 'curves',
      caption:
        'Swing ratio of jazz drummers against tempo, schematically after Friberg and Sundström: the faster, the straighter.',
      x: { label: 'Tempo', unit: 'BPM' },
      y: { label: 'Long : short', unit: '' },
      series: [{ label: 'Ratio', points: sampled((bpm) => Math.max(1, 3.5 - ((bpm - 100) * 2.5) / 200), 100, 300, 40) }],
    },
  },
  text: `
Write out a jazz melody in even eighths, have a computer play it, and it is unbearable. Musicians who read the same page play long and short in turn, and they do not play them in a fixed ratio either. What happens below the level of notation is **microtiming**, and swing is its best known form.

## Measuring swing

Divide a beat into two notes. If the second comes exactly in the middle, the eighths are **straight**. If it comes later, they **swing**. There are two ways to give the amount.

- The **ratio** of long to short: 1:1 is straight, 2:1 is triplet swing, 3:1 is a dotted eighth and a sixteenth.
- The **position** of the second note in per cent of the beat: 50 per cent is straight, 66.7 is triplet swing, 75 is 3:1. Drum machines use this figure.

At 120 BPM a beat lasts 500 ms. The second eighth comes after 250 ms when straight and after 333 when it swings like a triplet: 83 ms later.

{{ratios}}

In funk and hip-hop it is often the sixteenths that swing, while the eighths remain straight. Amounts of 52 to 58 per cent are then enough. That is a shift of only a few milliseconds, heard as looseness rather than as a triplet.

## Swing depends on tempo

It is taught that swung eighths are triplets. Measurements of well-known recordings say otherwise. The ride cymbal of jazz drummers was found to have a ratio of about 3.5:1 at slow tempi, passing 2:1 around 200 BPM and approaching 1:1 near 300. The short note stays close to a tenth of a second and above; it seems that it must not become shorter. Soloists played with a smaller ratio than drummers, yet met them on the off-beats: they placed their downbeats slightly **late**.

{{tempo}}

## Early and late

Instruments need not agree on where the beat is. To play **laid-back** is to be consistently behind a clear reference, typically by 10 to 30 ms. A snare late by that much makes a groove feel heavier. **On top** or pushing is the opposite. The pattern must be consistent: a delay that varies at random is just imprecision.

How much of it can be heard? In a pair of sounds, two onsets are perceived as separate from about 2 ms on, and which came first from about 20. Within a rhythm, the displacement of one note is detected from roughly 2 to 3 per cent of the interval, or some 10 ms for fast notes.

Is deviation what makes groove? Perhaps less than was believed. In several experiments, listeners rated patterns that were exactly on the grid as high as those with a performer's microtiming, or higher, while exaggerated deviations lowered the ratings. Which notes are played, sound and dynamics matter more. Microtiming is a characteristic of styles and players, not a spice to be sprinkled.

## In practice

1. **Choose the level** that swings: eighths or sixteenths, never both.
2. **All or by design.** If the hi-hat swings at 60 per cent and the shaker at 50, one of them is a mistake, unless you want precisely that friction.
3. **Do not quantise blindly.** Moving a recorded part to the grid by 50 to 80 per cent removes accidents and leaves character.
4. **Dynamics first.** Accents on the off-beats swing even when the timing is straight.
5. **Learn by imitation.** Loop four bars of a drummer you like and play along until you no longer hear yourself.
`,
  quiz: [
    {
      key: 'percent',
      kind: 'number',
      ask: 'Triplet swing is a ratio of 2:1. At what per cent of the beat is the second note?',
      answer: 66.7,
      within: 1,
      unit: '%',
      why: 'Two thirds of the beat.',
    },
    {
      key: 'hear-swing',
      kind: 'single',
      ask: 'Straight or swung?',
      hear: [{ label: 'Rhythm', sound: swung(0.333) }],
      choices: [
        { text: 'Straight', why: 'The strokes come in pairs of long and short.' },
        { text: 'Swung', isRight: true, why: 'The second of each pair is late, at two thirds of the beat.' },
      ],
    },
    {
      key: 'tempo-effect',
      kind: 'single',
      ask: 'What happens to the swing ratio of jazz drummers at very fast tempi?',
      choices: [
        { text: 'It grows.', why: 'The short note would become too short.' },
        { text: 'It approaches 1:1.', isRight: true, why: 'The short note does not fall much below a tenth of a second.' },
        { text: 'It is always 2:1.', why: 'That is the rule of textbooks, not of recordings.' },
      ],
    },
    {
      key: 'laid-back',
      kind: 'single',
      ask: 'What distinguishes laid-back playing from bad timing?',
      choices: [
        { text: 'The delay is consistent.', isRight: true, why: 'A clear reference and a steady distance from it.' },
        { text: 'The delay is larger.', why: 'It is typically only 10 to 30 ms.' },
        { text: 'It only happens at slow tempi.', why: 'It is found at many tempi.' },
      ],
    },
    {
      key: 'groove-research',
      kind: 'single',
      ask: 'What do experiments suggest about microtiming and groove?',
      choices: [
        { text: 'Without deviations there is no groove.', why: 'Patterns on the grid were rated as high or higher.' },
        {
          text: 'Exact patterns can groove; exaggerated deviations lower the ratings.',
          isRight: true,
          why: 'Pattern, sound and dynamics matter more.',
        },
        { text: 'Random deviations improve every rhythm.', why: 'Random deviation is imprecision.' },
      ],
    },
  ],
  sources: [
    {
      text: 'A. Friberg and A. Sundström (2002), Swing ratios and ensemble timing in jazz performance: evidence for a common rhythmic pattern. Music Perception 19, 333–349.',
    },
    {
      text: 'M. W. Butterfield (2010), Participatory discrepancies and the perception of beats in jazz. Music Perception 27, 157–176.',
    },
    {
      text: 'J. Frühauf, R. Kopiez and F. Platz (2013), Music on the timing grid: the influence of microtiming on the perceived groove quality of a simple drum pattern performance. Musicae Scientiae 17, 246–260.',
    },
  ],
});
