import { sampled } from '../../make-points.ts';
import { lesson } from '../../lesson.ts';

export const limiting = lesson({
  key: 'limiting',
  topic: 'loudness',
  title: 'Limiters, clipping and true peaks',
  description: 'Keep peaks within bounds, and know what it costs when they are pushed.',
  difficulty: 'intermediate',
  figures: {
    clipped: {
      kind: 'curves',
      caption: 'A sine that is 6 dB too high for its ceiling, hard-clipped: the flat tops add harmonics that were not there.',
      x: { label: 'Time', unit: 'ms' },
      y: { label: 'Amplitude', unit: '' },
      series: [
        { label: 'Input', points: sampled((ms) => 2 * Math.sin(2 * Math.PI * 0.5 * ms), 0, 4, 80) },
        { label: 'Clipped', points: sampled((ms) => Math.max(-1, Math.min(1, 2 * Math.sin(2 * Math.PI * 0.5 * ms))), 0, 4, 80) },
      ],
    },
    heard: {
      kind: 'sounds',
      caption:
        'A sine and a square wave of the same pitch and RMS level. Clipping moves a sine towards the square: the same note with an edge.',
      sounds: [
        { label: 'Sine', sound: { kind: 'notes', notes: [{ hz: 220, at: 0, seconds: 1.5, wave: 'sine', db: -20 }] } },
        { label: 'Square', sound: { kind: 'notes', notes: [{ hz: 220, at: 0, seconds: 1.5, wave: 'square', db: -20 }] } },
      ],
    },
  },
  text: `
Digital audio has a hard upper bound. A value above full scale cannot be stored, and a converter cannot play it. Something has to happen to what would exceed it. The two possibilities are clipping, which cuts, and limiting, which turns down in time.

## Clipping

**Hard clipping** replaces everything above the ceiling by the ceiling. It takes no time and needs no settings. It also bends the waveform, and a bent waveform contains new frequencies: for a single tone, its odd harmonics; for music, sums and differences of all its tones as well, which are not harmonic and sound rough.

{{clipped}}

{{heard}}

A clipped peak that lasts a fraction of a millisecond, on a snare drum for instance, is often inaudible, since the drum is full of high frequencies itself. The same amount on a sustained piano or voice is obvious. **Soft clipping** rounds the corner and begins earlier; it distorts more of the signal by a smaller amount.

## Limiting

A **limiter** is a compressor with a very high ratio and a ceiling that must not be exceeded. To turn down before the peak arrives it has to know of it, so it delays the signal by a few milliseconds and looks at what comes: **look-ahead**. The gain falls smoothly during this time, is lowest at the peak and returns over the release time.

What you trade is time for distortion. With a long release the gain moves slowly, the waveform keeps its shape, and single peaks pull down the music around them. With a short one the music stays loud, and the quick movement of the gain distorts low frequencies. Good limiters adapt their release to the material. None can avoid the trade.

## Between the samples

A digital signal is a series of points; what is played is the smooth curve through them. That curve may rise above the highest point. Take a sine at a quarter of the sample rate whose samples happen to fall at 45 degrees: every sample has 0.707 of the true amplitude, so the real peak is 3 dB above what a sample meter shows. With music, differences of 0.5 to 1 dB are common in loud masters and more occurs.

This matters in two places. The digital-to-analogue converter reconstructs the curve and may clip it. And **lossy encoders** (MP3, AAC, Opus) change the waveform slightly: the decoded peaks are often a decibel or so higher than the original's. A master that touches 0 dBFS will therefore clip after encoding.

The answer is a **true-peak limiter**, which looks at an oversampled signal, with a ceiling below zero. EBU R128 asks for at most −1 dBTP in production. Streaming services usually recommend −1 dBTP, and −2 for very loud masters, since encoders overshoot more there.

## How much is too much?

A few rules hold up well:

- Limit in more than one place. A decibel or two at several stages, each with a clear purpose, is less audible than eight at the end.
- 1 to 3 dB of reduction at the loudest moments is rarely heard. When the reduction never returns to zero, the limiter acts as a compressor for the entire song.
- Watch the **transients**. When kick and snare lose their stroke while the rest becomes larger, the balance of the mix has changed, and only a change of the mix will mend it.
- Compare at equal loudness. The limited version will be louder, and louder seems better. After matching, the usual verdict is different.

Streaming services normalise loudness, so a master that was pushed by 4 dB is simply turned down by 4 dB. What remains of the effort is the distortion. The lesson on normalisation explains how that works.

## A check list before delivery

1. True peak at or below −1 dBTP, measured on the whole file.
2. Encode to the format in which it will be heard, and measure the decoded file again.
3. Listen to the loudest ten seconds, at equal loudness, against the mix before limiting.
`,
  quiz: [
    {
      key: 'between',
      kind: 'single',
      ask: 'All samples of a file are below 0 dBFS. Can it clip when it is played?',
      choices: [
        { text: 'No, samples are all there is.', why: 'The converter plays the curve through the samples.' },
        {
          text: 'Yes, the curve between the samples may exceed full scale.',
          isRight: true,
          why: 'These are inter-sample peaks, which a true-peak meter shows.',
        },
        { text: 'Only if it has 16 bits.', why: 'The word length has nothing to do with it.' },
      ],
    },
    {
      key: 'lookahead',
      kind: 'single',
      ask: 'Why does a limiter delay the signal?',
      choices: [
        {
          text: 'To turn the gain down before the peak arrives',
          isRight: true,
          why: 'With look-ahead the gain can move smoothly and still be low enough in time.',
        },
        { text: 'To measure loudness over 400 ms', why: 'Loudness is not what it limits.' },
        { text: 'To save computing power', why: 'The delay costs memory and saves nothing.' },
      ],
    },
    {
      key: 'audible',
      kind: 'single',
      ask: 'On which material is brief hard clipping least audible?',
      choices: [
        { text: 'A sustained piano chord', why: 'The added frequencies have nothing to hide behind.' },
        { text: 'A solo voice', why: 'Distortion of voices is noticed quickly.' },
        { text: 'The stroke of a snare drum', isRight: true, why: 'It is short and noisy itself, so it masks the distortion.' },
      ],
    },
    {
      key: 'ceiling',
      kind: 'number',
      ask: 'Which maximum true peak does EBU R128 allow in production?',
      answer: -1,
      within: 0.05,
      unit: 'dBTP',
      why: 'R128 names −1 dBTP; encoders need that room.',
    },
    {
      key: 'release',
      kind: 'multiple',
      ask: 'What happens when a limiter’s release is made very short?',
      choices: [
        { text: 'The music can be made louder.', isRight: true, why: 'The gain recovers quickly after each peak.' },
        { text: 'Low frequencies are distorted.', isRight: true, why: 'The gain moves within one period of a low note.' },
        { text: 'Peaks pass unlimited.', why: 'The ceiling holds; the release only concerns the return.' },
      ],
    },
  ],
  sources: [
    {
      text: 'ITU-R BS.1770-5 (2023), annex 2: Guidelines for accurate measurement of true-peak level.',
      url: 'https://www.itu.int/rec/R-REC-BS.1770',
    },
    {
      text: 'EBU R 128 (2023), Loudness normalisation and permitted maximum level of audio signals.',
      url: 'https://tech.ebu.ch/publications/r128',
    },
    { text: 'B. Katz (2014), Mastering Audio: The Art and the Science, 3rd edition.' },
  ],
});
