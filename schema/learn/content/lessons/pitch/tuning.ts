import { tones } from '../../make-sounds.ts';
import { lesson } from '../../lesson.ts';

export const tuning = lesson({
  key: 'tuning',
  topic: 'pitch',
  title: 'Tuning and temperament',
  description: 'Explain why no tuning is perfect, and hear what equal temperament gives up.',
  difficulty: 'advanced',
  figures: {
    errors: {
      kind: 'bars',
      caption: 'How far equal temperament is from the pure intervals.',
      x: 'Interval',
      y: { label: 'Deviation', unit: 'cents' },
      bars: [
        { label: 'Fifth', value: -2 },
        { label: 'Fourth', value: 2 },
        { label: 'Major third', value: 13.7 },
        { label: 'Minor third', value: -15.6 },
        { label: 'Major sixth', value: 15.6 },
      ],
    },
    thirds: {
      kind: 'sounds',
      caption:
        'A major third on 220 Hz: pure (5:4), then tempered. The tempered one shimmers, as its partials beat about nine times a second.',
      sounds: [
        { label: 'Pure third', sound: tones([220, 275], 3, 'saw', -20) },
        { label: 'Tempered third', sound: tones([220, 277.183], 3, 'saw', -20) },
      ],
    },
    fifths: {
      kind: 'sounds',
      caption: 'A fifth on 220 Hz: pure (3:2), then tempered. Here the difference is small.',
      sounds: [
        { label: 'Pure fifth', sound: tones([220, 330], 3, 'saw', -20) },
        { label: 'Tempered fifth', sound: tones([220, 329.628], 3, 'saw', -20) },
      ],
    },
  },
  text: `
A piano that has just been tuned by the best tuner in town is out of tune in nearly every interval. This is no insult to the tuner. It is arithmetic, and people have looked for the least bad solution for more than two thousand years.

## Pure intervals

Two harmonic tones sound smoothest together when their frequencies form a ratio of small whole numbers, since then many of their partials coincide and none beat. The octave is 2:1, the **pure fifth** 3:2, the fourth 4:3, the **pure major third** 5:4, the minor third 6:5. Choirs and string quartets drift towards such intervals when they hold a chord.

In cents: the pure fifth has 702, the pure major third 386, the minor third 316.

## The comma

Now try to tune a keyboard. Go up twelve pure fifths from C: G, D, A, and so on to B sharp, which on a keyboard is C again. The frequency has been multiplied by 1.5 twelve times, 129.75. Seven octaves are 128. The two do not meet. The ratio, 1.0136 or 23.5 cents, is called the **Pythagorean comma**, about a quarter of a semitone.

Thirds disagree as well. Four pure fifths up (C, G, D, A, E) and two octaves down give a third of 408 cents, 22 more than the pure one: the **syntonic comma**.

No power of 3/2 is a power of 2, and so no tuning with twelve fixed notes can have all its fifths and thirds pure. The errors can only be **distributed**. How one does this is called a **temperament**.

## Some solutions

**Pythagorean** tuning makes eleven fifths pure and puts the entire comma into the last, which howls and is never used. Thirds are harsh. It suited medieval music, in which they counted as dissonances.

**Quarter-comma meantone**, the standard of the Renaissance, narrows each fifth by 5.4 cents, so that most major thirds are pure. Keys with few accidentals sound wonderful; others are unusable.

**Well temperaments** of the 18th century, such as those of Werckmeister, spread the comma unevenly. All keys can be used, and each has a character of its own. Bach's "Well-Tempered Clavier" is written for something like this.

**Equal temperament** divides the octave into twelve identical semitones. Every fifth is 2 cents narrow, which hardly anyone minds; every major third is 14 cents wide, which one has learned to accept. All keys are alike, and one may change between them freely.

{{errors}}

## Hear it

{{fifths}}

{{thirds}}

The tempered third at this pitch beats about nine times a second: the fifth partial of the lower tone (1100 Hz) against the fourth of the upper one (1108.7 Hz). With a distorted guitar, which has strong partials, one hears why power chords leave the third out.

## In practice

- **Singers and strings** need not decide. They tune to the chord of the moment, and trained ensembles lower a major third by some cents when it is held.
- **Guitars** are tempered by their frets. Tuning the open B string pure to the open G makes G major sweet and other chords sour. Tune to a device, or compromise.
- **Pianos** are stretched on top. Their stiff strings have partials that are slightly sharp, so octaves are tuned a little wide, and the highest notes end up some 20 to 30 cents above the theoretical pitch.
- **Synthesisers** can load other tunings. Try a drone piece in pure intervals to hear what the last two centuries gave up.

Whether 14 cents matter depends on the sound (partials), the duration (beats take time) and habit. Equal temperament won because modulation matters more to our music than the purity of thirds.
`,
  quiz: [
    {
      key: 'why',
      kind: 'single',
      ask: 'Why can a keyboard not have all fifths and octaves pure?',
      choices: [
        { text: 'Strings cannot be tuned that exactly.', why: 'The problem is in the numbers, not in the strings.' },
        {
          text: 'No power of 3/2 equals a power of 2.',
          isRight: true,
          why: 'Twelve pure fifths miss seven octaves by the Pythagorean comma.',
        },
        { text: 'A = 440 Hz is too high.', why: 'Ratios do not depend on the reference.' },
      ],
    },
    {
      key: 'worst',
      kind: 'single',
      ask: 'Which interval suffers most in equal temperament?',
      choices: [
        { text: 'The octave', why: 'It is pure by construction.' },
        { text: 'The fifth', why: 'It is only 2 cents narrow.' },
        { text: 'The major third', isRight: true, why: 'It is 14 cents wider than 5:4.' },
      ],
    },
    {
      key: 'hear-pure',
      kind: 'single',
      ask: 'Which of these thirds is pure?',
      hear: [
        { label: 'First', sound: tones([262, 330.1], 3, 'saw', -20) },
        { label: 'Second', sound: tones([262, 327.5], 3, 'saw', -20) },
      ],
      choices: [
        { text: 'The first', why: 'It shimmers: its partials beat.' },
        { text: 'The second', isRight: true, why: 'The ratio is 5:4, and nothing beats.' },
      ],
    },
    {
      key: 'fifth-cents',
      kind: 'number',
      ask: 'How many cents has an equal-tempered fifth?',
      answer: 700,
      within: 0.5,
      unit: 'cents',
      why: 'Seven semitones of 100 cents; the pure fifth has 702.',
    },
    {
      key: 'meantone',
      kind: 'single',
      ask: 'What did quarter-comma meantone favour?',
      choices: [
        { text: 'Pure major thirds in common keys', isRight: true, why: 'Each fifth is narrowed for it.' },
        { text: 'Equal quality of all keys', why: 'That is equal temperament.' },
        { text: 'Pure fifths', why: 'That is Pythagorean tuning.' },
      ],
    },
  ],
  sources: [
    {
      text: 'D. J. Benson (2006), Music: A Mathematical Offering, chapters 5 and 6. Cambridge University Press.',
      url: 'https://homepages.abdn.ac.uk/d.j.benson/pages/html/maths-music.html',
    },
    { text: 'W. A. Sethares (2005), Tuning, Timbre, Spectrum, Scale, 2nd edition. Springer.' },
    { text: 'J. M. Barbour (1951), Tuning and Temperament: A Historical Survey. Michigan State College Press.' },
  ],
});
