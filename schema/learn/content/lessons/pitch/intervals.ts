import type { Sound } from '../../../rules/sounds.ts';
import { chord, melody } from '../../make-sounds.ts';
import { lesson } from '../../lesson.ts';

const ROOT = 60;
const both = (semitones: number): Sound => ({
  kind: 'series',
  gapSeconds: 0.15,
  sounds: [melody([ROOT, ROOT + semitones], 0.6), chord([ROOT, ROOT + semitones], 1.4)],
});

export const intervals = lesson({
  key: 'intervals',
  topic: 'pitch',
  title: 'Intervals and how to recognise them',
  description: 'Name the twelve intervals within an octave, by counting and by ear.',
  difficulty: 'beginner',
  figures: {
    steps: {
      kind: 'sounds',
      caption: 'Dissonant and narrow: the seconds. One note after the other, then together.',
      sounds: [
        { label: 'Minor second', sound: both(1) },
        { label: 'Major second', sound: both(2) },
      ],
    },
    thirds: {
      kind: 'sounds',
      caption: 'The thirds and their inversions, the sixths: soft, and either dark or bright.',
      sounds: [
        { label: 'Minor third', sound: both(3) },
        { label: 'Major third', sound: both(4) },
        { label: 'Minor sixth', sound: both(8) },
        { label: 'Major sixth', sound: both(9) },
      ],
    },
    perfect: {
      kind: 'sounds',
      caption: 'Fourth, fifth and octave are open and stable; the tritone between them is not.',
      sounds: [
        { label: 'Perfect fourth', sound: both(5) },
        { label: 'Tritone', sound: both(6) },
        { label: 'Perfect fifth', sound: both(7) },
        { label: 'Octave', sound: both(12) },
      ],
    },
  },
  text: `
An **interval** is the distance between two notes. Melodies are intervals in a row, chords are intervals stacked, and being able to name them by ear is the quickest way to write down or play back what you hear. There are only twelve within an octave.

## Two ways to name them

The full name has two parts. The **number** counts letter names, both ends included: C to E spans C, D, E and is a third. The **quality** says which kind of third, by the exact number of semitones.

| semitones | name | example from C |
| --- | --- | --- |
| 1 | minor second | D flat |
| 2 | major second | D |
| 3 | minor third | E flat |
| 4 | major third | E |
| 5 | perfect fourth | F |
| 6 | tritone (augmented fourth or diminished fifth) | F sharp or G flat |
| 7 | perfect fifth | G |
| 8 | minor sixth | A flat |
| 9 | major sixth | A |
| 10 | minor seventh | B flat |
| 11 | major seventh | B |
| 12 | octave | C |

Seconds, thirds, sixths and sevenths come as minor and major, a semitone apart. Unison, fourth, fifth and octave are called perfect. C to D sharp sounds like C to E flat on a piano, but it is an augmented second, because it spans two letters. On paper that matters; for the ear on its own it does not.

## Inversion

Put the lower note an octave up and the interval turns into its **inversion**. The two add up to an octave, twelve semitones, and their numbers add up to nine: a third becomes a sixth, a fourth becomes a fifth, a second a seventh. Minor becomes major and perfect stays perfect. So you need to learn only half of them thoroughly.

## Character

Recognise the family first, then the member.

**Seconds and sevenths** are tense. A minor second played together grinds, a major second is merely close. The sevenths are the same tension spread wide.

{{steps}}

**Thirds and sixths** are sweet, and are the material of chords. The major third is bright, the minor third darker. Sixths carry the opposite quality of the third they invert: the minor sixth contains a major third upside down.

{{thirds}}

**Fourths, fifths and octaves** are hollow and stable, because their simple frequency ratios (4:3, 3:2, 2:1) let many partials coincide. The **tritone** divides the octave in half and wants to move elsewhere.

{{perfect}}

## Practising

Many people attach each interval to the opening of a song. That works for rising intervals heard one after the other, but it is slow and it fails in the middle of a phrase, because the song brings its own key along. Use it as a crutch and move on to these:

- **Sing.** Hear the lower note and sing the upper one before you check. What you can sing you can recognise.
- **Compare neighbours.** Confusions are systematic: fourth and fifth, minor and major sixth, the two sevenths. Drill the pair that you confuse rather than all twelve.
- **Listen in a key.** A note also has a place in the scale. Hearing "from the first to the fifth degree" is more robust than hearing "seven semitones".
- **Mix directions.** Falling intervals, and notes together, are separate skills. Add them once the rising ones are above 80 per cent.

Keep a table of which interval you took for which. It shows better than any score what to practise next.
`,
  quiz: [
    {
      key: 'fifth',
      kind: 'number',
      ask: 'How many semitones are in a perfect fifth?',
      answer: 7,
      within: 0,
      unit: 'semitones',
      why: 'C to G is seven semitones.',
    },
    {
      key: 'inversion',
      kind: 'single',
      ask: 'What is the inversion of a minor third?',
      choices: [
        { text: 'A minor sixth', why: 'Minor turns into major when inverted.' },
        { text: 'A major sixth', isRight: true, why: '3 + 9 semitones make the octave, and minor becomes major.' },
        { text: 'A major third', why: 'Inversion adds up to an octave; two thirds do not.' },
        { text: 'A perfect fifth', why: 'The inversion of a fifth is a fourth.' },
      ],
    },
    {
      key: 'hear-fifth',
      kind: 'single',
      ask: 'Which interval do you hear?',
      hear: [{ label: 'Interval', sound: both(7) }],
      choices: [
        { text: 'Perfect fourth', why: 'The fourth is narrower and its upper note sounds like the root.' },
        { text: 'Tritone', why: 'The tritone is tense; this is stable.' },
        { text: 'Perfect fifth', isRight: true, why: 'Open and stable, seven semitones.' },
        { text: 'Major sixth', why: 'The sixth is wider and sweeter.' },
      ],
    },
    {
      key: 'hear-third',
      kind: 'single',
      ask: 'Major or minor third?',
      hear: [{ label: 'Interval', sound: both(3) }],
      choices: [
        { text: 'Minor third', isRight: true, why: 'Three semitones, the darker of the two.' },
        { text: 'Major third', why: 'The major third is one semitone wider and brighter.' },
      ],
    },
    {
      key: 'name',
      kind: 'single',
      ask: 'What is the interval from E up to B flat?',
      choices: [
        { text: 'Perfect fifth', why: 'E to B is the perfect fifth; B flat is a semitone lower.' },
        { text: 'Diminished fifth', isRight: true, why: 'Five letters (E F G A B) and six semitones.' },
        { text: 'Augmented fourth', why: 'It has six semitones as well, but E to B spans five letters.' },
      ],
    },
  ],
  sources: [
    {
      text: 'M. Gotham and others (2023), Open Music Theory, version 2: Intervals.',
      url: 'https://viva.pressbooks.pub/openmusictheory/',
    },
    { text: 'S. Kostka, D. Payne and B. Almén (2017), Tonal Harmony, 8th edition, chapter 1.' },
    { text: 'G. S. Karpinski (2000), Aural Skills Acquisition. Oxford University Press.' },
  ],
});
