import type { Sound } from '../../../rules/sounds.ts';
import { lesson } from '../../lesson.ts';

type Pattern = Extract<Sound, { kind: 'pattern' }>;
const groove = (snare: string, clap?: string): Pattern => ({
  kind: 'pattern',
  stepsPerMinute: 400,
  repeat: 2,
  voices: [
    { drum: 'kick', steps: 'X.......X.......' },
    { drum: 'hat', steps: 'x...x...x...x...' },
    { drum: 'snare', steps: snare },
    ...(clap === undefined ? [] : [{ drum: 'clap' as const, steps: clap }]),
  ],
});

export const syncopation = lesson({
  key: 'syncopation',
  topic: 'rhythm',
  title: 'Syncopation and groove',
  description: 'Recognise syncopation, write it on a grid, and judge how much of it makes people move.',
  difficulty: 'intermediate',
  figures: {
    straight: {
      kind: 'grid',
      caption: 'On the beats: every snare meets a strong place.',
      stepsPerBeat: 4,
      sound: groove('....x.......x...'),
    },
    medium: {
      kind: 'grid',
      caption: 'Moderate syncopation: the tresillo, 3 + 3 + 2, over steady beats.',
      stepsPerBeat: 4,
      sound: groove('x..x..x.x..x..x.'),
    },
    heavy: {
      kind: 'grid',
      caption: 'Strong syncopation: nearly every stroke avoids the beat.',
      stepsPerBeat: 4,
      sound: groove('.x.x..x..x.x..x.'),
    },
  },
  text: `
Metre makes a promise: the strong beats will come. **Syncopation** plays with it. A note falls on a weak place and is held across, or followed by silence at, the strong place where something was expected. The listener supplies the missing beat, and that is what makes the body move.

## What counts as syncopation

Imagine the sixteen sixteenths of a bar in 4/4. Their strength is graded: beat 1 is strongest, then 3, then 2 and 4, then the "ands", then the rest. A note is syncopated when it begins at a weaker place and **the next stronger place is empty**. A sixteenth that leads into a sounding beat is an upbeat, not a syncopation. The silence makes the difference.

{{straight}}

{{medium}}

{{heavy}}

Common forms:

- **Anticipation.** The note that belongs to beat 1 comes an eighth or sixteenth early and is held. Pop melodies do this constantly, and singers do it without being told.
- **Off-beats.** Notes on all the "ands" while the beats stay silent: the guitar of ska and reggae, the open hi-hat of house.
- **Cross-rhythm.** Groups of three sixteenths against a beat of four, as in 3 + 3 + 2.
- **Backbeat.** Accents on 2 and 4. By the definition it is syncopated with respect to 1 and 3. It is so common in popular music that it now feels like the norm.

## How much is best?

In a study with drum breaks of graded complexity, people rated how much pleasure they felt and how much they wanted to move. Both ratings formed an inverted U: low for very simple patterns, highest for a **medium** degree of syncopation, low again for very complex ones. Similar results were found for harmony and for other rhythms.

A common explanation is that the brain predicts. If everything is predicted, nothing happens. If the pattern is so complex that no metre can be inferred, there is nothing to deviate from. In between, the prediction is secure and is violated often enough to be interesting, and moving one's body supplies the missing beats.

This gives a practical rule: **the more syncopated one part, the steadier another**. A bass line may be full of anticipation if the hi-hat is regular. When all parts syncopate at different places, the groove falls apart.

## Reading and playing

1. Write sixteen boxes. Mark the beats above them, and put a cross for each note.
2. Count "1 e and a 2 e and a" aloud and clap the crosses. Slowly, at 60.
3. Tap the beat with a foot at the same time. The difficulty is to keep the foot going where the hands are silent.
4. If it fails, play the rhythm **without** syncopation first, by moving each note to the nearest beat, then shift one note after another to its place.

A good test: stop the accompaniment for two bars, go on clapping the syncopated rhythm, and let it come back. If you meet, the pulse was in you. If you have drifted, you heard the syncopation as a new beat. This happens easily with 3 + 3 + 2 at speed.

## In a mix

Syncopation needs its reference. If a mix loses its groove, look for the beat that people should feel: perhaps the kick is masked, or the hi-hat is too soft. Long reverbs and releases fill the silence that makes a syncopation. And quantising every note to the grid keeps the pattern but may remove small delays that gave it weight, which is the subject of the lesson on swing.
`,
  quiz: [
    {
      key: 'definition',
      kind: 'single',
      ask: 'A note falls on the last sixteenth before beat 3, and beat 3 itself is played too. Is it a syncopation?',
      choices: [
        { text: 'Yes, because it is off the beat.', why: 'A weak place alone is not enough.' },
        {
          text: 'No, because the stronger place is filled.',
          isRight: true,
          why: 'It is an upbeat; a syncopation leaves the stronger place empty.',
        },
        { text: 'Only at slow tempo.', why: 'The definition does not depend on tempo.' },
      ],
    },
    {
      key: 'inverted-u',
      kind: 'single',
      ask: 'Which degree of syncopation made people want to move most, in the study of drum breaks?',
      choices: [
        { text: 'None', why: 'Very simple patterns were rated low.' },
        { text: 'A medium one', isRight: true, why: 'The ratings formed an inverted U.' },
        { text: 'The highest', why: 'Then no metre can be inferred.' },
      ],
    },
    {
      key: 'hear-more',
      kind: 'single',
      ask: 'Which pattern is more syncopated?',
      hear: [
        { label: 'First', sound: groove('....x.......x...') },
        { label: 'Second', sound: groove('.x.x..x..x.x..x.') },
      ],
      choices: [
        { text: 'The first', why: 'Its snare falls on the beats.' },
        { text: 'The second', isRight: true, why: 'Nearly all of its strokes avoid the beats.' },
      ],
    },
    {
      key: 'tresillo',
      kind: 'number',
      ask: 'The tresillo is 3 + 3 + 2. How many steps does it fill?',
      answer: 8,
      within: 0,
      unit: 'steps',
      why: 'Three and three and two.',
    },
    {
      key: 'balance',
      kind: 'single',
      ask: 'A bass line is heavily syncopated. What helps the groove most?',
      choices: [
        { text: 'Drums that syncopate at other places', why: 'Then there is no reference.' },
        { text: 'A steady hi-hat or kick', isRight: true, why: 'Syncopation needs something to deviate from.' },
        { text: 'A long reverb on the bass', why: 'It fills the silences.' },
      ],
    },
  ],
  sources: [
    {
      text: 'M. A. G. Witek, E. F. Clarke, M. Wallentin, M. L. Kringelbach and P. Vuust (2014), Syncopation, body-movement and pleasure in groove music. PLoS ONE 9, e94446.',
      url: 'https://doi.org/10.1371/journal.pone.0094446',
    },
    {
      text: 'H. C. Longuet-Higgins and C. S. Lee (1984), The rhythmic interpretation of monophonic music. Music Perception 1, 424–441.',
    },
    {
      text: 'P. Vuust, O. A. Heggli, K. J. Friston and M. L. Kringelbach (2022), Music in the brain. Nature Reviews Neuroscience 23, 287–305.',
    },
  ],
});
