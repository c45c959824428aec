import { sampledByRatio } from '../../make-points.ts';
import { lesson } from '../../lesson.ts';

/** K-weighting by its two analogue prototypes, in dB: a shelf of 4 dB around 1.7 kHz and a high-pass at 38 Hz. */
function kWeightingDb(hz: number): number {
  const shelf = { hz: 1681.97, q: 0.7072, gain: 10 ** (4 / 20) };
  const x = hz / shelf.hz;
  const boost = shelf.gain ** 0.4997;
  const top = Math.hypot(1 - shelf.gain * x * x, (boost * x) / shelf.q);
  const bottom = Math.hypot(1 - x * x, x / shelf.q);
  const y = hz / 38.14;
  const pass = (y * y) / Math.hypot(1 - y * y, y / 0.5003);
  return 20 * Math.log10((top / bottom) * pass);
}

export const meters = lesson({
  key: 'meters',
  topic: 'loudness',
  title: 'Peak, RMS and LUFS: what each meter tells you',
  description: 'Choose the right meter for the question: overload, energy, or loudness.',
  difficulty: 'beginner',
  figures: {
    weighting: {
      kind: 'curves',
      caption: 'K-weighting: lows below 100 Hz count less, highs above 2 kHz about 4 dB more.',
      x: { label: 'Frequency', unit: 'Hz', isLog: true },
      y: { label: 'Weighting', unit: 'dB' },
      series: [{ label: 'K-weighting', points: sampledByRatio(kWeightingDb, 20, 20_000, 60) }],
    },
    equal: {
      kind: 'sounds',
      caption:
        'Two noises with the same RMS level. The second has its energy around 3 kHz, where hearing is most sensitive: it sounds louder, and a loudness meter agrees.',
      sounds: [
        {
          label: 'Low noise',
          sound: { kind: 'noise', color: 'pink', seconds: 2, db: -26, peaks: [{ hz: 3000, gainDb: -18, q: 0.5 }] },
        },
        {
          label: 'Bright noise',
          sound: { kind: 'noise', color: 'pink', seconds: 2, db: -30, peaks: [{ hz: 3000, gainDb: 12, q: 0.7 }] },
        },
      ],
    },
  },
  text: `
A level meter answers a question, and there are at least three different questions. Will this overload? How much energy is in it? How loud will it seem? Peak, RMS and LUFS meters each answer one of them, and confusing them leads to wrong decisions.

## Peak: will it overload?

A **sample peak** meter shows the largest sample value. It reacts at once and tells you how far you are from full scale. It says nothing about loudness: a single click may peak at 0 dBFS and be barely noticed, while a dense guitar may be very loud and peak at −6.

The waveform between the samples may rise higher than the samples themselves. A **true-peak** meter finds those values by oversampling (ITU-R BS.1770 asks for at least four times) and is read in dBTP. It matters because converters and lossy encoders reconstruct the waveform between the samples, and they clip where it exceeds full scale.

## RMS: how much energy?

**RMS** (root mean square) squares the samples, averages them over a time and takes the root. It is proportional to the signal's average power, so it follows sustained sound and ignores brief peaks. A full-scale sine has a peak of 0 dBFS and an RMS value of 0.707, which is −3.01 dB relative to its peak. Some meters add 3 dB so that a sine reads the same on both scales; check before you compare figures from two meters.

The difference between peak and RMS is the **crest factor**. A sine has 3 dB, dense pop perhaps 8 to 10, a solo drum kit 15 to 20.

## LUFS: how loud does it seem?

RMS treats 40 Hz and 3 kHz alike; ears do not. ITU-R BS.1770 therefore filters first. Its **K-weighting** takes the lowest bass off and raises the top by about 4 dB, which imitates the effect of the head and the lower sensitivity at low frequencies.

{{weighting}}

After the filter, the power of all channels is summed and given as **LUFS**, loudness units relative to full scale. One LU is one decibel. EBU R128 names three time scales:

- **Momentary**: the last 400 milliseconds.
- **Short-term**: the last 3 seconds.
- **Integrated**: the whole programme, with a gate.

The **gate** keeps silence from lowering the result. Blocks of 400 ms below −70 LUFS are ignored; then blocks more than 10 LU below the level of the remaining ones are ignored too. A film with long quiet passages is thus measured by its foreground.

{{equal}}

## Loudness range

**LRA**, the loudness range, describes how much the short-term loudness varies: the distance between the 10th and the 95th percentile of its values after gating. A podcast may have 4 LU, a symphony 15 or more. It is a description, not a grade.

## Which one when

- Recording and processing: peak, with headroom to spare. With 24 bits there is no reason to come near full scale.
- Delivering a file: true peak against the limit of the platform, integrated loudness against its target.
- Balancing two takes by ear or comparing a plug-in on and off: short-term LUFS over the same passage.
- Judging density: crest factor, or the distance between true peak and integrated loudness.

No meter hears for you. K-weighting is one curve for all listening levels, while real sensitivity changes with level, and it knows nothing about masking or attention. BS.1770 works because, averaged over many programmes, its figure agrees well with listeners. A difference of half an LU between two songs says little; a difference of four says that one of them will be turned down.
`,
  quiz: [
    {
      key: 'question',
      kind: 'single',
      ask: 'You want to know whether an encoder may clip your master. Which meter do you read?',
      choices: [
        { text: 'Sample peak', why: 'The waveform between the samples may be higher than any sample.' },
        {
          text: 'True peak',
          isRight: true,
          why: 'It estimates the waveform between the samples, which is what is reconstructed.',
        },
        { text: 'RMS', why: 'RMS is an average and says nothing about single peaks.' },
        { text: 'Integrated LUFS', why: 'Loudness does not tell how high the peaks are.' },
      ],
    },
    {
      key: 'sine',
      kind: 'number',
      ask: 'A sine wave peaks at 0 dBFS. What is its RMS level, without any correction added by the meter?',
      answer: -3,
      within: 0.1,
      unit: 'dBFS',
      why: 'Its RMS value is 1/√2 of the peak, which is −3.01 dB.',
    },
    {
      key: 'gate',
      kind: 'single',
      ask: 'What is the relative gate of integrated loudness for?',
      choices: [
        {
          text: 'It removes noise from the recording.',
          why: 'Nothing is removed from the sound; blocks are left out of the calculation.',
        },
        {
          text: 'It keeps quiet passages from lowering the result.',
          isRight: true,
          why: 'Blocks more than 10 LU below the others are not counted.',
        },
        { text: 'It limits the peaks.', why: 'A gate in a meter changes no sample.' },
      ],
    },
    {
      key: 'windows',
      kind: 'order',
      ask: 'Order these by the time they look at, shortest first.',
      items: ['Sample peak', 'Momentary loudness', 'Short-term loudness', 'Integrated loudness'],
      why: 'One sample, 400 ms, 3 s, the whole programme.',
    },
    {
      key: 'bass',
      kind: 'single',
      ask: 'Two sounds have the same RMS level. One is a deep bass at 40 Hz, the other a voice. Which reads higher in LUFS?',
      choices: [
        { text: 'The bass', why: 'K-weighting lowers what lies at 40 Hz.' },
        {
          text: 'The voice',
          isRight: true,
          why: 'Its energy lies where K-weighting takes nothing away and adds some above 1 kHz.',
        },
        { text: 'Both the same', why: 'Without weighting they would be equal; the filter makes the difference.' },
      ],
    },
  ],
  sources: [
    {
      text: 'ITU-R BS.1770-5 (2023), Algorithms to measure audio programme loudness and true-peak audio level.',
      url: 'https://www.itu.int/rec/R-REC-BS.1770',
    },
    {
      text: 'EBU R 128 (2023), Loudness normalisation and permitted maximum level of audio signals.',
      url: 'https://tech.ebu.ch/publications/r128',
    },
    {
      text: 'EBU Tech 3341 and Tech 3342 (2023), Loudness metering; Loudness range.',
      url: 'https://tech.ebu.ch/publications/tech3341',
    },
  ],
});
