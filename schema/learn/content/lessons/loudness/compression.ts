import { lesson } from '../../lesson.ts';

const transfer = (threshold: number, ratio: number): [number, number][] =>
  [-60, threshold, 0].map((db) => [db, db <= threshold ? db : threshold + (db - threshold) / ratio]);

export const compression = lesson({
  key: 'compression',
  topic: 'loudness',
  title: 'What a compressor does',
  description: 'Set threshold, ratio, attack and release on purpose, and hear what each changes.',
  difficulty: 'intermediate',
  figures: {
    transfer: {
      kind: 'curves',
      caption: 'Output against input for a threshold of −20 dB: the steeper ratio lets less through above it.',
      x: { label: 'Input', unit: 'dB' },
      y: { label: 'Output', unit: 'dB' },
      series: [
        { label: 'No compression', points: transfer(0, 1) },
        { label: 'Ratio 2:1', points: transfer(-20, 2) },
        { label: 'Ratio 10:1', points: transfer(-20, 10) },
      ],
    },
  },
  text: `
A compressor is an automatic hand on a fader. When the signal rises above a chosen level it turns down, and when the signal falls it lets go. The result has a smaller difference between loud and soft. Everything else that is said about compressors, punch, glue, warmth, follows from how far and how fast that hand moves.

## Threshold and ratio

Below the **threshold** nothing happens. Above it, the **ratio** says how many decibels the input must rise for the output to rise by one. At 4:1 an input 8 dB over the threshold comes out 2 dB over it; 6 dB have been taken away. That number, the **gain reduction**, is what the needle of a compressor shows.

{{transfer}}

A ratio of 2:1 to 3:1 is gentle and suits voices and whole mixes, 4:1 to 8:1 is firm, and from about 10:1 one speaks of limiting. A low threshold with a low ratio works on nearly everything that passes; a high threshold with a high ratio touches peaks only. Both may show the same 4 dB of reduction and sound quite different.

The **knee** describes the corner at the threshold. With a soft knee the ratio grows gradually over several decibels, which is less obvious.

## Attack and release

The gain does not jump; it moves with two time constants.

**Attack** is how quickly the gain is reduced once the signal is over the threshold. With a fast attack (below about 1 ms) even the first peak of a drum is caught, and it loses its edge. With a slow one (10 to 30 ms) the first moments pass before the gain falls: the stroke keeps its attack, the body behind it becomes quieter, and the drum sounds punchier than before. This surprises people who think of a compressor as something that removes peaks.

**Release** is how quickly the gain returns. If it is fast (50 ms), the gain is back before the next note; the tails of notes, the room and the breath come up, and the sound gets denser. If it is too fast on low notes, the gain follows the waveform itself and distorts it. If it is slow (several hundred ms), one loud stroke pulls down what follows. When you hear the level dip and swell with the rhythm, the compressor **pumps**, which is a fault or an effect, depending on the music. A release that recovers just before the next beat moves with the music.

## Make-up gain, and an honest comparison

Since peaks were lowered, the whole can be raised again by the **make-up gain**. It is the reason that compressed signals sound louder: the peaks are where they were, the rest is higher. It is also a trap. Switch the compressor on and off with the make-up gain set by a loudness meter so that both are equally loud. Only then can you hear whether the sound itself is better.

## A method

1. Ratio at 8:1, attack at the fastest, release at the fastest, and lower the threshold until the reduction is far too much. Now the effect is easy to hear.
2. Slow the **attack** down until the beginnings of notes are as you want them.
3. Lengthen the **release** until the movement fits the tempo.
4. Lower the **ratio** until it no longer sounds squashed.
5. Raise the **threshold** until only what needs it is touched: 2 to 6 dB of reduction on single tracks, 1 or 2 on a mix.
6. Match the loudness and compare with the bypass.

## What it is for

There are three separate uses, and it helps to know which one you have in mind. **Control**: a voice that varies by 15 dB can sit in a mix if it varies by 8. Automating the fader first makes the compressor's work lighter. **Shape**: changing the balance between the attack and the body of notes. **Cohesion**: a slow, gentle compressor over a group reacts to the sum, so that its members move together, which is heard as glue.

Sometimes the right setting is off. If a part already holds its place in the mix, a compressor only takes away what makes it alive.
`,
  quiz: [
    {
      key: 'reduction',
      kind: 'number',
      ask: 'Threshold −24 dB, ratio 4:1, the input is at −12 dB. How many decibels of gain reduction are there?',
      answer: 9,
      within: 0.1,
      unit: 'dB',
      why: 'The input is 12 dB over; a quarter, 3 dB, remains; 12 − 3 = 9.',
    },
    {
      key: 'punch',
      kind: 'single',
      ask: 'A snare drum should sound punchier. Which attack helps?',
      choices: [
        { text: 'Below 1 ms', why: 'That catches the stroke itself and takes its edge.' },
        { text: 'About 10 to 30 ms', isRight: true, why: 'The stroke passes, the body behind it is lowered.' },
        { text: 'About 500 ms', why: 'By then the stroke is over, and the compressor does almost nothing to it.' },
      ],
    },
    {
      key: 'pumping',
      kind: 'single',
      ask: 'The level of the mix swells up after each kick. What causes it?',
      choices: [
        { text: 'A threshold that is too high', why: 'Then less would happen, not more.' },
        {
          text: 'The release returns the gain audibly after each kick',
          isRight: true,
          why: 'That is pumping; change the release or take the kick out of the detector.',
        },
        { text: 'A soft knee', why: 'It makes the onset of compression less obvious.' },
      ],
    },
    {
      key: 'order-method',
      kind: 'order',
      ask: 'Order the steps of the method in this lesson.',
      items: [
        'Exaggerate the effect',
        'Set the attack',
        'Set the release',
        'Lower the ratio',
        'Raise the threshold',
        'Match loudness and compare',
      ],
      why: 'First make it audible, then shape it in time, then reduce it to what is needed.',
    },
    {
      key: 'makeup',
      kind: 'single',
      ask: 'Why compare compressor and bypass at equal loudness?',
      choices: [
        { text: 'Because the meter is more exact then', why: 'It is about judgement, not about the meter.' },
        {
          text: 'Because the louder version tends to be preferred, whatever was done',
          isRight: true,
          why: 'Make-up gain alone would win the comparison.',
        },
        { text: 'Because the threshold depends on the output level', why: 'It depends on the input of the detector.' },
      ],
    },
  ],
  sources: [
    {
      text: 'D. Giannoulis, M. Massberg and J. D. Reiss (2012), Digital dynamic range compressor design: a tutorial and analysis. Journal of the Audio Engineering Society 60, 399–408.',
    },
    { text: 'R. Izhaki (2017), Mixing Audio: Concepts, Practices, and Tools, 3rd edition.' },
    { text: 'U. Zölzer, editor (2011), DAFX: Digital Audio Effects, 2nd edition, chapter 4.' },
  ],
});
