import { sampled } from '../../make-points.ts';
import { lesson } from '../../lesson.ts';

export const dynamicRange = lesson({
  key: 'dynamic-range',
  topic: 'loudness',
  title: 'Dynamic range, bits and headroom',
  description: 'Choose a recording level and a word length, and tell the meanings of “dynamic range” apart.',
  difficulty: 'beginner',
  figures: {
    bits: {
      kind: 'bars',
      caption: 'The ratio of a full-scale sine to the quantisation noise: 6.02 dB for each bit, plus 1.76.',
      x: 'Word length',
      y: { label: 'Dynamic range', unit: 'dB' },
      bars: [8, 12, 16, 20, 24].map((bits) => ({ label: `${bits} bits`, value: Number((6.02 * bits + 1.76).toFixed(1)) })),
    },
    steps: {
      kind: 'curves',
      caption: 'A sine stored with 3 bits: eight steps. The difference between curve and steps is the quantisation error.',
      x: { label: 'Time', unit: 'ms' },
      y: { label: 'Amplitude', unit: '' },
      series: [
        { label: 'Signal', points: sampled((ms) => 0.9 * Math.sin(2 * Math.PI * 0.5 * ms), 0, 2, 80) },
        { label: '3 bits', points: sampled((ms) => Math.round(0.9 * Math.sin(2 * Math.PI * 0.5 * ms) * 3.5) / 3.5, 0, 2, 120) },
      ],
    },
  },
  text: `
"Dynamic range" is used for at least three things: what a medium can hold, what a piece of equipment can pass, and how much a piece of music varies. The first two are technical and have a clear definition. The third has several, and people who argue about it often mean different ones.

## Of a medium

The dynamic range of a channel is the distance between the loudest signal that it carries without distortion and its noise floor. For a digital recording the noise comes from **quantisation**: each sample is rounded to one of a limited number of values.

{{steps}}

Each bit doubles the number of values, which halves the error: 6 dB per bit. The ratio of a full-scale sine to the error is 6.02 · bits + 1.76 dB.

{{bits}}

16 bits give 98 dB. At a comfortable listening level that places the noise below the threshold in a quiet room. 24 bits give 146 dB in theory, more than any converter achieves; the best reach about 125, limited by the physics of their analogue parts. 32-bit floating point, used inside software, scales each value separately; levels above full scale survive there until they are converted.

Rounding errors are related to the signal and sound like distortion when they are large. **Dither**, a tiny noise added before rounding, makes the error independent of the signal. The result is a steady hiss, far less disturbing. Use it once, when a finished file is reduced to 16 bits.

## Headroom: choosing a level

**Headroom** is the distance from the normal level to the maximum. With 24 bits you can afford plenty. Record so that the average is around −20 dBFS and peaks stay below −10: the noise of microphone and room lies far above that of the converter, so nothing is lost, and a sudden loud passage is not clipped.

The habit of recording "as hot as possible" comes from tape and 16-bit machines, whose noise was audible. It has no advantage today.

## Of equipment

A microphone has a noise floor of its own (a good large-diaphragm condenser about 10 dB(A)) and a maximum level (say 130 dB SPL): 120 dB. The whole chain is as good as its weakest part, usually the room. A bedroom at night has 30 dB SPL of noise; a voice at half a metre has peaks of some 80 to 90. The usable range is 50 or 60 dB, and neither bits nor expensive converters change that.

## Of music

Here are the measures you will meet:

- **Crest factor**: peak minus RMS level, in dB. It tells about short-term punch: 3 dB for a sine, some 8 for dense pop, 20 for drums.
- **PLR** (peak to loudness ratio): true peak minus integrated loudness. −1 dBTP and −9 LUFS give 8 dB.
- **LRA** (loudness range): the spread of the short-term loudness between its 10th and 95th percentile. It tells about loud and soft **sections**.

They are independent. A techno track can have punchy drums (high crest factor) that play from the first bar to the last (low LRA). A string quartet can range from very soft to very loud (high LRA) with smooth sound (low crest factor). A song in which verse and chorus differ by 6 LU feels dynamic even if each is dense.

Neither large nor small is better as such. A recording heard in a car needs less range than one heard in a silent room, as the noise of the road covers the quiet end. What matters is that the range was chosen, and not merely left over.
`,
  quiz: [
    {
      key: 'per-bit',
      kind: 'number',
      ask: 'By about how many decibels does each additional bit extend the dynamic range?',
      answer: 6,
      within: 0.1,
      unit: 'dB',
      why: 'One bit more halves the rounding error: 6.02 dB.',
    },
    {
      key: 'record-level',
      kind: 'single',
      ask: 'You record a singer with 24 bits. Which level is sensible?',
      choices: [
        { text: 'Peaks at −0.1 dBFS', why: 'A louder moment would clip, and there is no benefit.' },
        {
          text: 'An average around −20 dBFS with peaks below −10',
          isRight: true,
          why: 'The noise of the room is far above that of the converter.',
        },
        { text: 'Peaks at −60 dBFS', why: 'Now the noise of the electronics may matter.' },
      ],
    },
    {
      key: 'dither',
      kind: 'single',
      ask: 'What does dither do?',
      choices: [
        { text: 'It removes noise.', why: 'It adds a little.' },
        {
          text: 'It turns rounding distortion into steady noise.',
          isRight: true,
          why: 'The error no longer depends on the signal.',
        },
        { text: 'It raises the loudness.', why: 'Its level is around the last bit.' },
      ],
    },
    {
      key: 'plr',
      kind: 'number',
      ask: 'A master has a true peak of −1 dBTP and −11 LUFS. What is its peak-to-loudness ratio?',
      answer: 10,
      within: 0.1,
      unit: 'dB',
      why: '−1 − (−11) = 10.',
    },
    {
      key: 'lra',
      kind: 'single',
      ask: 'Punchy drums play at the same level throughout a track. What does one expect?',
      choices: [
        { text: 'A high crest factor and a low LRA', isRight: true, why: 'Short peaks stand out, but sections do not differ.' },
        { text: 'A low crest factor and a high LRA', why: 'That would fit a smooth sound with soft and loud sections.' },
        { text: 'Both high', why: 'LRA needs sections of different loudness.' },
      ],
    },
  ],
  sources: [
    { text: 'K. C. Pohlmann (2010), Principles of Digital Audio, 6th edition.' },
    {
      text: 'S. P. Lipshitz, R. A. Wannamaker and J. Vanderkooy (1992), Quantization and dither: a theoretical survey. Journal of the Audio Engineering Society 40, 355–375.',
    },
    {
      text: 'EBU Tech 3342 (2023), Loudness range: a measure to supplement EBU R 128 loudness normalisation.',
      url: 'https://tech.ebu.ch/publications/tech3342',
    },
  ],
});
