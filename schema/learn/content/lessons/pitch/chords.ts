import { chord } from '../../make-sounds.ts';
import { lesson } from '../../lesson.ts';

export const chords = lesson({
  key: 'chords',
  topic: 'pitch',
  title: 'Triads and seventh chords',
  description: 'Spell the common chords, recognise their qualities by ear, and name an inversion.',
  difficulty: 'beginner',
  figures: {
    triads: {
      kind: 'sounds',
      caption: 'Four triads on C.',
      sounds: [
        { label: 'Major', sound: chord([60, 64, 67]) },
        { label: 'Minor', sound: chord([60, 63, 67]) },
        { label: 'Diminished', sound: chord([60, 63, 66]) },
        { label: 'Augmented', sound: chord([60, 64, 68]) },
      ],
    },
    sevenths: {
      kind: 'sounds',
      caption: 'Seventh chords on C.',
      sounds: [
        { label: 'Dominant seventh', sound: chord([60, 64, 67, 70]) },
        { label: 'Major seventh', sound: chord([60, 64, 67, 71]) },
        { label: 'Minor seventh', sound: chord([60, 63, 67, 70]) },
      ],
    },
    inversions: {
      kind: 'sounds',
      caption: 'C major in root position, first and second inversion.',
      sounds: [
        { label: 'Root position', sound: chord([60, 64, 67]) },
        { label: 'First inversion', sound: chord([64, 67, 72]) },
        { label: 'Second inversion', sound: chord([67, 72, 76]) },
      ],
    },
  },
  text: `
A **chord** is several notes that are heard as one. The chords of most Western music are built in thirds: take a note, skip one, take the next. Three notes stacked in this way are a **triad**. The note it is built on is its **root** and names it.

## Four triads

The lower and the upper third may each be major (4 semitones) or minor (3). That makes four kinds.

| triad | thirds | semitones above the root |
| --- | --- | --- |
| major | major, minor | 4, 7 |
| minor | minor, major | 3, 7 |
| diminished | minor, minor | 3, 6 |
| augmented | major, major | 4, 8 |

Major and minor have a perfect fifth as their frame and differ only in the note between. Yet this one semitone is the most telling difference in Western harmony: bright against dark. The diminished triad contains a tritone and is tense. The augmented one divides the octave into three equal parts, so it has no clear root and seems to float.

{{triads}}

## In a key

Build a triad on each degree of a major scale with the notes of that scale only:

- I, IV and V are **major**,
- ii, iii and vi are **minor**,
- vii° is **diminished**.

Roman numerals name the degree, capital for major and small for minor. In C: C, Dm, Em, F, G, Am, B°. The four chords I, V, vi and IV carry an astonishing number of popular songs. Since numerals do not depend on the key, they are what you want to hear: "one, five, six, four" is the same song in any key.

## A fourth note

Add another third and you have a **seventh chord**.

- **Dominant seventh** (4, 7, 10), written C7: a major triad with a minor seventh. It contains a tritone between its third and its seventh, and wants to resolve a fifth down.
- **Major seventh** (4, 7, 11), Cmaj7: soft and a little wistful.
- **Minor seventh** (3, 7, 10), Cm7: mellow, much used in jazz and soul.
- **Half-diminished** (3, 6, 10) and **diminished seventh** (3, 6, 9): increasingly tense.

{{sevenths}}

## Inversions and voicing

The chord keeps its name if another note than the root is lowest. With the third in the bass it is in **first inversion** (written C/E), with the fifth in **second** (C/G). Root position is firm, the first inversion lighter and more mobile, the second unstable: it usually leads on.

{{inversions}}

**Voicing** is how the notes are spread. Close voicings sound compact, open ones with the third an octave higher are clear. In the bass register, thirds turn muddy, because the critical bands of hearing are wide there in relation to the interval. So leave wide gaps below and narrow ones above, like the harmonic series. The root may be left to the bass player, and the fifth can be dropped; third and seventh carry the quality.

## Hearing chords

1. Listen to the **bass** first and sing it. It is usually the root.
2. Sing up a third. Bright or dark?
3. Is there a restlessness that wants to go on? Then look for a seventh or a tritone.
4. Compare with the chord before: which notes stayed, which moved? Chords in songs mostly move in small steps, and their movement is easier to hear than their names.
`,
  quiz: [
    {
      key: 'minor-triad',
      kind: 'single',
      ask: 'Which notes form a minor triad on A?',
      choices: [
        { text: 'A, C sharp, E', why: 'That is A major.' },
        { text: 'A, C, E', isRight: true, why: 'A minor third and a perfect fifth above A.' },
        { text: 'A, C, E flat', why: 'That is diminished.' },
      ],
    },
    {
      key: 'hear-quality',
      kind: 'single',
      ask: 'Which triad do you hear?',
      hear: [{ label: 'Chord', sound: chord([62, 65, 68]) }],
      choices: [
        { text: 'Major', why: 'Major is stable and bright; this is tense.' },
        { text: 'Minor', why: 'Minor has a perfect fifth; here it is a tritone.' },
        { text: 'Diminished', isRight: true, why: 'Two minor thirds, with a tritone as its frame.' },
      ],
    },
    {
      key: 'hear-seventh',
      kind: 'single',
      ask: 'Which seventh chord do you hear?',
      hear: [{ label: 'Chord', sound: chord([65, 69, 72, 75]) }],
      choices: [
        { text: 'Dominant seventh', isRight: true, why: 'A major triad with a minor seventh; it wants to move on.' },
        { text: 'Major seventh', why: 'Its seventh is a semitone higher and the chord rests.' },
        { text: 'Minor seventh', why: 'Its third would be dark.' },
      ],
    },
    {
      key: 'degree',
      kind: 'single',
      ask: 'Which triads of a major key are minor?',
      choices: [
        { text: 'I, IV, V', why: 'These are the major ones.' },
        { text: 'ii, iii, vi', isRight: true, why: 'In C: D minor, E minor, A minor.' },
        { text: 'ii, V, vii', why: 'V is major and vii is diminished.' },
      ],
    },
    {
      key: 'inversion',
      kind: 'single',
      ask: 'What is the chord G/B?',
      choices: [
        { text: 'G major with its third in the bass', isRight: true, why: 'The first inversion.' },
        { text: 'B major with a G in the bass', why: 'The letter before the slash names the chord.' },
        { text: 'G and B alone', why: 'The D is part of it.' },
      ],
    },
  ],
  sources: [
    {
      text: 'M. Gotham and others (2023), Open Music Theory, version 2: Triads; Seventh chords.',
      url: 'https://viva.pressbooks.pub/openmusictheory/',
    },
    { text: 'S. Kostka, D. Payne and B. Almén (2017), Tonal Harmony, 8th edition, chapters 3 and 4.' },
    {
      text: 'R. Plomp and W. J. M. Levelt (1965), Tonal consonance and critical bandwidth. Journal of the Acoustical Society of America 38, 548–560.',
    },
  ],
});
