import { shiftedByCents } from '../../../rules/sounds.ts';
import { melody, tones } from '../../make-sounds.ts';
import { lesson } from '../../lesson.ts';

const A = 440;
const tone = (cents: number) => tones([Math.round(shiftedByCents(A, cents) * 1000) / 1000], 1, 'triangle', -15);

export const pitchAndCents = lesson({
  key: 'pitch-and-cents',
  topic: 'pitch',
  title: 'Frequency, octaves and cents',
  description: 'Turn frequencies into intervals and say how far out of tune something is.',
  difficulty: 'beginner',
  figures: {
    octaves: {
      kind: 'bars',
      caption: 'The notes A1 to A6: each octave doubles the frequency, yet the steps sound equal.',
      x: 'Note',
      y: { label: 'Frequency', unit: 'Hz' },
      bars: [
        { label: 'A1', value: 55 },
        { label: 'A2', value: 110 },
        { label: 'A3', value: 220 },
        { label: 'A4', value: 440 },
        { label: 'A5', value: 880 },
        { label: 'A6', value: 1760 },
      ],
      sounds: [{ label: 'A2 to A6', sound: melody([45, 57, 69, 81, 93], 0.5, 'triangle', -16) }],
    },
    cents: {
      kind: 'sounds',
      caption: 'A4, and the same tone raised by 100, 25, 10 and 5 cents. One after the other, 5 cents is hard to hear.',
      sounds: [
        { label: 'A4', sound: tone(0) },
        { label: '+100 cents', sound: tone(100) },
        { label: '+25 cents', sound: tone(25) },
        { label: '+10 cents', sound: tone(10) },
        { label: '+5 cents', sound: tone(5) },
      ],
    },
    beats: {
      kind: 'sounds',
      caption: 'Two tones together: 440 Hz with 441 Hz beats once a second, with 444 Hz four times a second.',
      sounds: [
        { label: '440 and 441 Hz', sound: tones([440, 441], 3, 'sine', -16) },
        { label: '440 and 444 Hz', sound: tones([440, 444], 3, 'sine', -16) },
      ],
    },
  },
  text: `
A tone that repeats its waveform 440 times a second has a frequency of 440 hertz, and musicians call it A4. **Frequency** is what is measured; **pitch** is what is heard. For most musical tones the two go together so closely that we can use one for the other, as long as we remember that the ear works in ratios.

## The octave

Double the frequency and you hear the same note, an octave higher: 220, 440, 880 Hz are all A. Why the octave sounds so much like "the same" is partly a matter of partials. A harmonic tone at 220 Hz contains 220, 440, 660, 880 Hz and so on. Every partial of the tone at 440 Hz is already among them, so nothing new is added.

{{octaves}}

Adding hertz therefore means different things in different places. From 110 to 220 Hz is an octave, from 880 to 990 Hz, the same 110 Hz, is only a whole tone.

## Semitones and cents

Western instruments today divide the octave into twelve equal steps. If twelve equal **ratios** must multiply to 2, each is the twelfth root of 2, about 1.0595. This is the **semitone**. A frequency n semitones above another is

- higher frequency = lower frequency · 2^(n / 12)

From A4 = 440 Hz, the C above is 3 semitones up: 440 · 2^(3/12) = 523.25 Hz.

For finer work each semitone is divided into 100 **cents**, so the octave has 1200. The distance between two frequencies is

- cents = 1200 · log2(higher / lower)

A tuner that shows "−8" means eight hundredths of a semitone flat. A useful approximation: near A4 one cent is about a quarter of a hertz. At A2 it is a sixteenth, at A6 a whole hertz, because a cent is a ratio as well.

{{cents}}

## How small a difference can be heard?

For steady tones around 500 Hz to 2 kHz, presented one after the other in a laboratory, trained listeners detect differences of roughly 0.2 to 0.3 per cent of the frequency or less, which is 3 to 5 cents. In music the limit is usually coarser: 5 to 10 cents in a melody is small, 20 is plainly out of tune, and a singer's vibrato swings by 50 or more around the intended note without sounding wrong. Below about 100 Hz, and for very short notes, discrimination gets worse.

## Beats: how tuners hear

Two tones that sound **together** are a far more sensitive test. If they differ by a few hertz, their sum grows and fades as they fall in and out of step. The number of these **beats** per second equals the difference in hertz: 440 and 444 Hz beat four times a second. One beat in two seconds at 440 Hz is half a hertz, or 2 cents, and easy to hear. Tuning by beats, one slows them down until they stop.

{{beats}}

The same happens between partials. If a fifth, such as 220 and 330 Hz, is slightly mistuned, the third partial of the lower note (660) beats against the second of the higher one. That is why intervals can be tuned by ear at all.

## A reference

The standard ISO 16 fixes A4 at 440 Hz. It is a convention. Many European orchestras play at 442 or 443 Hz (8 to 12 cents higher), and ensembles for early music often use 415 Hz, about a semitone lower. An app that measures tuning should tell you the reference it assumes; the analysis in the Studio reports how many cents a recording is off 440.
`,
  quiz: [
    {
      key: 'octave-up',
      kind: 'number',
      ask: 'What is the frequency of the A two octaves above 110 Hz?',
      answer: 440,
      within: 0.5,
      unit: 'Hz',
      why: 'Each octave doubles: 110, 220, 440.',
    },
    {
      key: 'beats',
      kind: 'number',
      ask: 'A string at 220 Hz sounds together with one at 223 Hz. How many beats do you hear in a second?',
      answer: 3,
      within: 0.01,
      unit: 'per second',
      why: 'The beat rate is the difference of the frequencies.',
    },
    {
      key: 'cents-in-semitone',
      kind: 'single',
      ask: 'Which statement about cents is right?',
      choices: [
        { text: 'A cent is a hundredth of a hertz.', why: 'Hertz are differences; cents are ratios.' },
        {
          text: 'A cent is a hundredth of a semitone, wherever the note lies.',
          isRight: true,
          why: 'There are 1200 to the octave, everywhere.',
        },
        { text: 'A cent is a hundredth of an octave.', why: 'An octave has 1200.' },
      ],
    },
    {
      key: 'higher',
      kind: 'single',
      ask: 'Listen to the two tones. Is the second higher or lower?',
      hear: [
        { label: 'First', sound: tone(0) },
        { label: 'Second', sound: tone(-30) },
      ],
      choices: [
        { text: 'Higher', why: 'It is 30 cents lower.' },
        { text: 'Lower', isRight: true, why: 'It is 30 cents lower, almost a third of a semitone.' },
        { text: 'The same', why: '30 cents is above the threshold for most listeners; listen again.' },
      ],
    },
    {
      key: 'same-hertz',
      kind: 'single',
      ask: 'Which of these steps sounds largest?',
      choices: [
        { text: '100 to 150 Hz', isRight: true, why: 'The ratio is 1.5, a fifth.' },
        { text: '400 to 450 Hz', why: 'The ratio is 1.125, about a whole tone.' },
        { text: '1000 to 1050 Hz', why: 'The ratio is 1.05, less than a semitone.' },
      ],
    },
  ],
  sources: [
    { text: 'ISO 16:1975, Acoustics: Standard tuning frequency.' },
    {
      text: 'D. J. Benson (2006), Music: A Mathematical Offering. Cambridge University Press.',
      url: 'https://homepages.abdn.ac.uk/d.j.benson/pages/html/maths-music.html',
    },
    { text: 'B. C. J. Moore (2012), An Introduction to the Psychology of Hearing, 6th edition, chapter 6.' },
  ],
});
