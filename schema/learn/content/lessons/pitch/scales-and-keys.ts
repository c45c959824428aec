import { melody } from '../../make-sounds.ts';
import { lesson } from '../../lesson.ts';

export const scalesAndKeys = lesson({
  key: 'scales-and-keys',
  topic: 'pitch',
  title: 'Scales and keys',
  description: 'Build major and minor scales, read a key signature, and hear which note is home.',
  difficulty: 'beginner',
  figures: {
    scales: {
      kind: 'sounds',
      caption: 'From C: major, natural minor, harmonic minor, and the major pentatonic scale.',
      sounds: [
        { label: 'Major', sound: melody([60, 62, 64, 65, 67, 69, 71, 72], 0.4) },
        { label: 'Natural minor', sound: melody([60, 62, 63, 65, 67, 68, 70, 72], 0.4) },
        { label: 'Harmonic minor', sound: melody([60, 62, 63, 65, 67, 68, 71, 72], 0.4) },
        { label: 'Pentatonic', sound: melody([60, 62, 64, 67, 69, 72], 0.4) },
      ],
    },
    home: {
      kind: 'sounds',
      caption: 'The same phrase, ended at home and left hanging one step below.',
      sounds: [
        { label: 'Ends at home', sound: melody([67, 69, 67, 65, 64, 62, 60], 0.4) },
        { label: 'Left hanging', sound: melody([67, 69, 67, 65, 64, 62, 59], 0.4) },
      ],
    },
  },
  text: `
Of the twelve notes in an octave, most melodies use seven. Which seven, and above all which of them is felt as **home**, makes the key. A scale is the list of its notes in order; a key is the list plus the home.

## The major scale

Play the white keys from C to C. The steps are not equal. E to F and B to C are semitones, all others are whole tones. The pattern is

- whole, whole, half, whole, whole, whole, half

or, counted in semitones from the first note, 0 2 4 5 7 9 11 12. Begin it on any note and you have the major scale of that note. From G, the pattern requires an F sharp; from F, a B flat.

The notes of the scale are called **degrees** and are numbered. Three have names that you meet constantly: the first is the **tonic** (home), the fifth the **dominant** (the strongest pull back to it), the seventh the **leading note**, a semitone below home and eager to go there.

## The minor scales

The **natural minor** scale lowers the third, the sixth and the seventh: 0 2 3 5 7 8 10 12. The lowered third is what gives it its darker colour. It lacks a leading note, as its seventh is a whole tone below home. Music that wants the pull raises the seventh again: **harmonic minor**. That leaves a gap of three semitones between the sixth and seventh, which has a colour of its own; melodies often raise the sixth as well when they go up (**melodic minor**).

{{scales}}

The white keys from A to A are A minor. It has the same notes as C major and another home. Two such keys are **relative**: the minor one lies three semitones below the major. C major and C minor share the home instead, and are **parallel**.

## Key signatures and the circle of fifths

The sharps or flats that a key needs are written once, at the beginning of the line. Each step of a fifth up from C adds a sharp: G has one, D two, A three. Each step down adds a flat: F one, B flat two, E flat three. After twelve fifths one is back, so the keys form a circle. Neighbours on it differ by a single note. That is why songs change so easily to the key a fifth above or below.

A signature belongs to a major key and its relative minor. To know which, look at where the melody ends and what the bass does there.

## Hearing home

Sing any song and stop before its last note. You know where it wants to go. That feeling is the tonic, and you can find it without knowing any name.

{{home}}

A method for the ear: hum the note on which the song could end, then slide up step by step. If the third note above home is bright, the key is major; if it is dark, minor. Then compare your hum with an instrument or tuner, and you have the name. Software estimates keys by comparing how much each of the twelve notes occurs with a typical profile for each key. It confuses relative and neighbouring keys most often, for these share six or all seven of their notes.

## Fewer notes, other homes

The **pentatonic** scales leave out the two notes that make semitones. Nothing in them clashes, and so they are found all over the world. The **modes** use the notes of a major scale with a different home: D to D on the white keys is Dorian, a minor scale with a bright sixth; G to G is Mixolydian, a major scale with a lowered seventh, common in rock.
`,
  quiz: [
    {
      key: 'pattern',
      kind: 'single',
      ask: 'Between which degrees of a major scale are the semitones?',
      choices: [
        { text: '1–2 and 5–6', why: 'These are whole tones.' },
        { text: '3–4 and 7–8', isRight: true, why: 'E–F and B–C in C major.' },
        { text: '2–3 and 6–7', why: 'In major both are whole tones.' },
      ],
    },
    {
      key: 'relative',
      kind: 'single',
      ask: 'What is the relative minor of G major?',
      choices: [
        { text: 'G minor', why: 'That is the parallel minor.' },
        { text: 'E minor', isRight: true, why: 'Three semitones below G, with the same single sharp.' },
        { text: 'B minor', why: 'It has two sharps and belongs to D major.' },
      ],
    },
    {
      key: 'sharps',
      kind: 'number',
      ask: 'How many sharps has D major?',
      answer: 2,
      within: 0,
      unit: 'sharps',
      why: 'Two fifths above C: F sharp and C sharp.',
    },
    {
      key: 'hear-scale',
      kind: 'single',
      ask: 'Which scale do you hear?',
      hear: [{ label: 'Scale', sound: melody([62, 64, 65, 67, 69, 70, 72, 74], 0.4) }],
      choices: [
        { text: 'Major', why: 'The third is lowered.' },
        { text: 'Natural minor', isRight: true, why: 'Lowered third, sixth and seventh.' },
        { text: 'Major pentatonic', why: 'It has five notes; here are seven.' },
      ],
    },
    {
      key: 'leading',
      kind: 'single',
      ask: 'Why is the seventh degree raised in harmonic minor?',
      choices: [
        { text: 'To get a leading note a semitone below home', isRight: true, why: 'It restores the pull to the tonic.' },
        { text: 'To make the third brighter', why: 'The third stays lowered.' },
        { text: 'To avoid semitones', why: 'It creates one.' },
      ],
    },
  ],
  sources: [
    {
      text: 'M. Gotham and others (2023), Open Music Theory, version 2: Scales and key signatures.',
      url: 'https://viva.pressbooks.pub/openmusictheory/',
    },
    { text: 'S. Kostka, D. Payne and B. Almén (2017), Tonal Harmony, 8th edition, chapter 1.' },
    { text: 'C. L. Krumhansl (1990), Cognitive Foundations of Musical Pitch. Oxford University Press.' },
  ],
});
