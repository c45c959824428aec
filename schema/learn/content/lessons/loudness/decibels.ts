import { sampled } from '../../make-points.ts';
import { tones } from '../../make-sounds.ts';
import { lesson } from '../../lesson.ts';

export const decibels = lesson({
  key: 'decibels',
  topic: 'loudness',
  title: 'Decibels: a scale of ratios',
  description: 'Read any level in decibels, add two levels, and know which kind of decibel is meant.',
  difficulty: 'beginner',
  figures: {
    ratio: {
      kind: 'curves',
      caption: 'Amplitude against level: 6 dB less is half the amplitude, 20 dB less is a tenth.',
      x: { label: 'Level', unit: 'dB' },
      y: { label: 'Amplitude ratio', unit: '' },
      series: [{ label: 'Amplitude', points: sampled((db) => 10 ** (db / 20), -40, 0, 40) }],
    },
    steps: {
      kind: 'sounds',
      caption: 'A tone of 440 Hz at a reference level, then 1, 3, 6 and 10 dB lower. Most people find 10 dB about half as loud.',
      sounds: [
        { label: 'Reference', sound: tones([440], 1, 'triangle', -14) },
        { label: '1 dB lower', sound: tones([440], 1, 'triangle', -15) },
        { label: '3 dB lower', sound: tones([440], 1, 'triangle', -17) },
        { label: '6 dB lower', sound: tones([440], 1, 'triangle', -20) },
        { label: '10 dB lower', sound: tones([440], 1, 'triangle', -24) },
      ],
    },
  },
  text: `
The quietest sound a young listener can detect and the loudest one that can be borne differ by a factor of about a million in pressure. A scale that long is awkward in plain numbers, and it does not match hearing either: a step from 1 to 2 and a step from 100 to 200 are heard as roughly the same change. What matters is the **ratio**. The decibel is a way to write ratios.

## The definition

A level difference in decibels is ten times the base-10 logarithm of a ratio of **powers**:

- difference in dB = 10 · log10(power / reference power)

Power grows with the square of amplitude (voltage, sample value, sound pressure), and the logarithm of a square is twice the logarithm. So for **amplitudes** the factor becomes twenty:

- difference in dB = 20 · log10(amplitude / reference amplitude)

It is one scale, not two. A gain of 6 dB doubles the amplitude (the exact figure is 6.02 dB) and at the same time makes the power four times as large. A gain of 3 dB doubles the power, which is an amplitude ratio of 1.41.

{{ratio}}

## Numbers worth knowing by heart

| change | amplitude | power |
| --- | --- | --- |
| +20 dB | × 10 | × 100 |
| +10 dB | × 3.16 | × 10 |
| +6 dB | × 2 | × 4 |
| +3 dB | × 1.41 | × 2 |
| 0 dB | × 1 | × 1 |
| −6 dB | ÷ 2 | ÷ 4 |
| −20 dB | ÷ 10 | ÷ 100 |

Ratios multiply, so decibels **add**. A signal that is raised by 6 dB and then by 20 dB has been raised by 26 dB: its amplitude is 2 · 10 = 20 times as large. This is why a chain of gains, from microphone to loudspeaker, is easy to reckon in decibels.

## A decibel needs a reference

Because it is a ratio, "12 dB" alone says nothing about how loud something is. The letters after dB name the reference:

- **dBFS**, full scale: 0 is the largest value that a digital system can store. All normal levels are negative.
- **dB SPL**, sound pressure level: 0 is 20 micropascals, close to the threshold of hearing at 1 kHz. A quiet room is near 30 dB SPL, conversation at one metre near 60.
- **dBu**: 0 is 0.775 volts, used for analogue studio equipment. Professional line level is +4 dBu.
- **LU and LUFS**: decibels of a signal that was first weighted to match hearing. You meet them in the lesson on meters.

The absence of letters means a plain difference: "turn it down 3 dB".

## Adding two sounds

Levels of separate sounds cannot be added as numbers: 60 dB SPL plus 60 dB SPL is not 120. If two sources are **unrelated** (two singers, two noises), their powers add. Two equal ones give twice the power: 3 dB more. If they are **identical and in phase** (the same recording twice), their amplitudes add: 6 dB more. If one is much weaker than the other it hardly counts: a source 10 dB below another adds only 0.4 dB.

## What you hear

{{steps}}

Under good conditions a difference of about 1 dB is just audible for a steady sound; with music played one after the other many people need more. The level that is perceived as "half as loud" is about 10 dB lower, at medium levels. So halving the amplitude (−6 dB) is clearly quieter, but not half as loud. The word loudness is kept for the perception, and the word level for what is measured.

One practical consequence: when you compare two versions of a mix, a difference of even half a decibel can tilt the judgement, because the louder one tends to seem clearer and fuller. Match levels first, then judge.
`,
  quiz: [
    {
      key: 'double',
      kind: 'number',
      ask: 'The amplitude of a signal is doubled. By how many decibels does its level rise?',
      answer: 6,
      within: 0.1,
      unit: 'dB',
      why: '20 · log10(2) = 6.02 dB.',
    },
    {
      key: 'two-singers',
      kind: 'single',
      ask: 'Two singers each produce 70 dB SPL at your seat. What do both produce together, about?',
      choices: [
        {
          text: '140 dB SPL',
          why: 'Decibels of separate sounds do not add as numbers; that would be louder than a jet engine nearby.',
        },
        { text: '76 dB SPL', why: 'That holds for two identical signals in phase, whose amplitudes add.' },
        { text: '73 dB SPL', isRight: true, why: 'Unrelated sounds add their powers: twice the power is 3 dB more.' },
        { text: '70 dB SPL', why: 'A second, equal source does add something: its power.' },
      ],
    },
    {
      key: 'reference',
      kind: 'single',
      ask: 'A meter shows −18 dBFS. What does the zero of that scale stand for?',
      choices: [
        { text: 'The threshold of hearing', why: 'That is the zero of dB SPL.' },
        { text: 'The largest value the digital system can store', isRight: true, why: 'FS means full scale.' },
        { text: 'Professional line level', why: 'That is +4 dBu, an analogue voltage.' },
      ],
    },
    {
      key: 'chain',
      kind: 'number',
      ask: 'A preamplifier adds 40 dB, a fader takes 12 dB off, an equaliser adds 2 dB. What is the total gain?',
      answer: 30,
      within: 0,
      unit: 'dB',
      why: 'Ratios multiply, so their decibels add: 40 − 12 + 2 = 30.',
    },
    {
      key: 'true-statements',
      kind: 'multiple',
      ask: 'Which statements are true?',
      choices: [
        { text: '+3 dB doubles the power.', isRight: true, why: '10 · log10(2) = 3.01.' },
        { text: '+10 dB doubles the amplitude.', why: '+10 dB is an amplitude ratio of 3.16; doubling is 6 dB.' },
        { text: 'About 10 dB is heard as twice as loud.', isRight: true, why: 'That is the usual finding at medium levels.' },
        { text: '−20 dB is a tenth of the amplitude.', isRight: true, why: '20 · log10(0.1) = −20.' },
      ],
    },
  ],
  sources: [
    { text: 'B. C. J. Moore (2012), An Introduction to the Psychology of Hearing, 6th edition, chapters 1 and 4.' },
    { text: 'ISO 80000-8:2020, Quantities and units, part 8: Acoustics.' },
    { text: 'B. Katz (2014), Mastering Audio: The Art and the Science, 3rd edition.' },
  ],
});
