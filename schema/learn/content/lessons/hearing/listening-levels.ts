import { sampledByRatio } from '../../make-points.ts';
import { tones } from '../../make-sounds.ts';
import { lesson } from '../../lesson.ts';

/** Terhardt's approximation of the threshold in quiet, in dB SPL. */
function thresholdDb(hz: number): number {
  const khz = hz / 1000;
  return 3.64 * khz ** -0.8 - 6.5 * Math.exp(-0.6 * (khz - 3.3) ** 2) + 0.001 * khz ** 4;
}

export const listeningLevels = lesson({
  key: 'listening-levels',
  topic: 'hearing',
  title: 'Why level decides what you hear',
  description: 'Choose a listening level, match levels before comparing, and protect your hearing.',
  difficulty: 'beginner',
  figures: {
    threshold: {
      kind: 'curves',
      caption:
        'The quietest tones that are heard (Terhardt’s approximation): at 50 Hz a tone must be some 40 dB stronger than at 3 kHz.',
      x: { label: 'Frequency', unit: 'Hz', isLog: true },
      y: { label: 'Threshold', unit: 'dB SPL' },
      series: [{ label: 'Threshold in quiet', points: sampledByRatio(thresholdDb, 30, 15_000, 60) }],
    },
    pair: {
      kind: 'sounds',
      caption: 'Tones of the same level at 80 Hz, 1 kHz and 3 kHz. Turn your volume down: the low tone disappears first.',
      sounds: [
        { label: '80 Hz', sound: tones([80], 1.5, 'sine', -20) },
        { label: '1 kHz', sound: tones([1000], 1.5, 'sine', -20) },
        { label: '3 kHz', sound: tones([3000], 1.5, 'sine', -20) },
      ],
    },
  },
  text: `
Turn a song down until it is just audible and something odd happens: the bass is gone, and most of the sparkle with it. Nothing was equalised. Hearing itself changes with level, and everyone who judges sound has to live with that.

## Equal loudness

Since Fletcher and Munson's measurements of 1933, many laboratories have asked listeners to set tones of different frequency to the same loudness. The results are collected in the standard ISO 226. Each of its **equal-loudness contours** shows the sound pressure that is needed at each frequency. The number of the contour, in **phons**, is its level at 1 kHz.

Two features matter in practice:

- Low frequencies need much more pressure than the middle, and the difference is largest at low levels. Towards the threshold of hearing a tone at 50 Hz needs about 40 dB more than one at 1 kHz.
- At higher levels the curves become flatter in the bass. Bass grows in loudness faster than the middle when you turn up.

{{threshold}}

{{pair}}

So the tonal balance of a mix depends on how loud it is played. A mix that is balanced at a high level sounds thin when played softly; one that is balanced very softly is bass-heavy when turned up.

## A level to work at

There is no perfect level, but a moderate and **constant** one is a good choice. Film studios calibrate their rooms so that a reference signal measures 85 dB SPL per main channel in a large room; for small rooms, figures between 73 and 79 are commonly used. What matters most is that you return to the same position of the volume control, so that your memory of "how loud is normal" is worth something. Check at a low level for balance (does the voice still lead?) and briefly at a high one for the bass, then go back.

## Louder seems better

Play the same recording twice, once half a decibel louder, and many listeners will prefer the louder one, without noticing that it is louder. They describe it as clearer, wider or fuller. This is the most common error in comparing equipment, plug-ins and masters: a processor that adds a decibel of level gets the credit for an improvement.

The remedy is simple:

1. **Match the levels** within about 0.2 dB, by a loudness meter over the same passage or by ear at the volume control.
2. **Switch quickly.** Memory for fine detail of sound lasts for seconds.
3. **Do not know which is which**, if it matters. Let someone else switch, or use a tool that hides the labels.

The compare page of the Studio in this app does the first two for you: both tracks play at equal loudness from the same musical position.

## Adaptation and fatigue

After minutes with a bright sound you perceive it as normal, and a balanced one as dull. Listening to a well-known reference every now and then resets the scale. Loud sound also causes a temporary loss of sensitivity, strongest a little above the frequencies that caused it, often around 4 kHz. What you judge at the end of a loud evening is judged by dulled ears.

## Protecting your hearing

Damage depends on level and time together. The NIOSH recommendation for work is at most 85 dB(A) over eight hours, and half the time for each 3 dB more: four hours at 88, two at 91, 15 minutes at 100. The loss is permanent and adds up over years. A sound level meter app, even if it is a few decibels off, tells you whether you are near these values. If speech at arm's length must be raised, it is too loud to stay for hours. Breaks of ten minutes in an hour cost little and let the ears recover.
`,
  quiz: [
    {
      key: 'soft',
      kind: 'single',
      ask: 'You turn a balanced mix down a lot. What changes most?',
      choices: [
        { text: 'Nothing but the level', why: 'Sensitivity changes with level, and not equally at all frequencies.' },
        {
          text: 'The bass seems weaker',
          isRight: true,
          why: 'At low levels the ear needs far more pressure at low frequencies.',
        },
        { text: 'The mids seem weaker', why: 'The middle is where hearing stays most sensitive.' },
      ],
    },
    {
      key: 'compare',
      kind: 'multiple',
      ask: 'Which steps make a comparison of two masters fair?',
      choices: [
        { text: 'Matching their loudness', isRight: true, why: 'Otherwise the louder one tends to win.' },
        { text: 'Listening to one whole song, then to the other', why: 'Memory for detail does not last that long.' },
        { text: 'Switching quickly at the same place', isRight: true, why: 'Fine detail is remembered for seconds.' },
        { text: 'Hiding which one is playing', isRight: true, why: 'Expectation changes judgement.' },
      ],
    },
    {
      key: 'dose',
      kind: 'single',
      ask: 'By the NIOSH recommendation, how long may one stay at 94 dB(A) a day?',
      choices: [
        { text: '8 hours', why: 'That is for 85 dB(A).' },
        { text: '4 hours', why: 'That is for 88 dB(A).' },
        { text: '1 hour', isRight: true, why: '85 to 94 is 9 dB, three halvings of 8 hours: 4, 2, 1.' },
        { text: '5 minutes', why: 'That would be a much higher level, above 100 dB(A).' },
      ],
    },
    {
      key: 'phon',
      kind: 'single',
      ask: 'What does a loudness level of 60 phon mean for a tone at 50 Hz?',
      choices: [
        { text: 'Its sound pressure level is 60 dB.', why: 'Only at 1 kHz are phon and dB SPL the same number.' },
        { text: 'It is as loud as a tone of 60 dB SPL at 1 kHz.', isRight: true, why: 'That is the definition of the phon.' },
        { text: 'It is 60 times as loud as the threshold.', why: 'Phons are not ratios of loudness.' },
      ],
    },
    {
      key: 'reference-level',
      kind: 'single',
      ask: 'Why is a fixed listening level useful when mixing?',
      choices: [
        { text: 'Because hearing is then linear', why: 'It never is; the contours differ at every level.' },
        {
          text: 'Because tonal balance and your memory of loudness stay comparable',
          isRight: true,
          why: 'The same level gives the same contour each time.',
        },
        { text: 'Because meters only work at that level', why: 'Meters measure the signal, not the room.' },
      ],
    },
  ],
  sources: [
    { text: 'ISO 226:2023, Acoustics: Normal equal-loudness-level contours.' },
    {
      text: 'H. Fletcher and W. A. Munson (1933), Loudness, its definition, measurement and calculation. Journal of the Acoustical Society of America 5, 82–108.',
    },
    { text: 'E. Terhardt (1979), Calculating virtual pitch. Hearing Research 1, 155–182.' },
    {
      text: 'NIOSH (1998), Criteria for a Recommended Standard: Occupational Noise Exposure. Publication 98-126.',
      url: 'https://www.cdc.gov/niosh/docs/98-126/',
    },
  ],
});
