import { chord } from '../../make-sounds.ts';
import type { Sound } from '../../../rules/sounds.ts';
import { lesson } from '../../lesson.ts';

const progression = (...chords: number[][]): Sound => ({
  kind: 'series',
  gapSeconds: 0.02,
  sounds: chords.map((midis) => chord(midis, 1, 'pluck', -18)),
});

const I = [48, 64, 67, 72];
const IV = [53, 65, 69, 72];
const V = [55, 62, 67, 71];
const V7 = [55, 65, 67, 71];
const vi = [57, 64, 69, 72];

export const cadences = lesson({
  key: 'cadences',
  topic: 'pitch',
  title: 'Cadences: tension and rest',
  description: 'Hear where a phrase ends, and tell the four cadences apart.',
  difficulty: 'intermediate',
  figures: {
    four: {
      kind: 'sounds',
      caption: 'Four endings in C major, each after the same beginning.',
      sounds: [
        { label: 'Authentic: V7–I', sound: progression(I, IV, V7, I) },
        { label: 'Half: ends on V', sound: progression(I, vi, IV, V) },
        { label: 'Plagal: IV–I', sound: progression(I, V, IV, I) },
        { label: 'Deceptive: V7–vi', sound: progression(I, IV, V7, vi) },
      ],
    },
  },
  text: `
Music breathes. A phrase of speech ends with a full stop, a comma or a question mark, and a phrase of music ends with a **cadence**: a short formula of chords that says how final the ending is. There are four in common use, and they can be learnt in an afternoon.

## Three functions

The chords of a key play three roles.

- **Tonic** (I, also vi and iii): rest. The music may begin and end here.
- **Dominant** (V, V7, vii°): tension. It contains the leading note, which wants to rise to the tonic.
- **Predominant** (IV, ii): departure. It leads away from the tonic and prepares the dominant.

The most basic movement is tonic, predominant, dominant, tonic: I–IV–V–I or, very often in jazz, ii–V–I. Nearly everything else is an extension or a delay of this.

Why does V pull to I? Two notes do most of the work. The leading note (B in C major) lies a semitone below the tonic. And in V7 the seventh (F) lies a semitone above the third of the tonic chord. Together they form a tritone, an unstable interval; when each of them moves by its semitone, B up to C and F down to E, the tension is gone. The bass adds a leap of a fifth down, the strongest of its steps.

## The four cadences

**Authentic: V–I.** A full stop. It is called *perfect* if both chords are in root position and the melody ends on the tonic; otherwise *imperfect*, a weaker stop. Nearly every classical piece ends with a perfect one.

**Half: anything–V.** A question mark or a comma. The phrase stops on the dominant, and everyone expects more. Two phrases, the first with a half and the second with an authentic cadence, form a **period**, the pattern of countless folk songs.

**Plagal: IV–I.** The "Amen" of hymns. It has no leading note, so it is soft rather than compelling. In rock and gospel it is as common as the authentic cadence. With a minor iv it gets a nostalgic touch.

**Deceptive: V–vi.** The dominant promises the tonic, but the bass steps up to the sixth degree. The melody may even be at home, since I and vi share two notes. The effect is surprise, and it buys time: the phrase usually tries again and reaches I on the second attempt.

{{four}}

## How to hear them

1. **Find the end** of the phrase. The singer breathes, the rhythm slows.
2. **Could it stop here?** If yes: authentic or plagal. If no: half or deceptive.
3. **Sing the bass** of the last two chords. A fifth down (or a fourth up) to home is authentic. A fourth down (or a fifth up) to home is plagal. A step up from the fifth degree is deceptive.
4. **Listen for the leading note** just before the end. If you can sing a note that slides up a semitone into home, there was a dominant.

In popular music many songs avoid cadences on purpose. A loop of four chords such as vi–IV–I–V goes round without a full stop, which fits music for dancing; its last chord leads to the first again. The tension then comes from melody, arrangement and rhythm. Once you can hear cadences, you will also hear their absence.

## To play

In several keys, play I–IV–V7–I and lead the upper voices by the nearest way: hold what is common, move the rest by a step. Then replace the last chord by vi. The surprise is in the bass alone.
`,
  quiz: [
    {
      key: 'hear-cadence',
      kind: 'single',
      ask: 'Which cadence do you hear at the end?',
      hear: [{ label: 'Phrase', sound: progression(I, IV, V7, vi) }],
      choices: [
        { text: 'Authentic', why: 'The bass would go home.' },
        { text: 'Plagal', why: 'There would be no dominant before the end.' },
        { text: 'Deceptive', isRight: true, why: 'The dominant goes to vi: the bass steps up instead of going home.' },
      ],
    },
    {
      key: 'hear-half',
      kind: 'single',
      ask: 'And here?',
      hear: [{ label: 'Phrase', sound: progression(I, vi, IV, V) }],
      choices: [
        { text: 'Half', isRight: true, why: 'It stops on the dominant and asks for more.' },
        { text: 'Authentic', why: 'It does not reach the tonic.' },
        { text: 'Plagal', why: 'It does not end on I.' },
      ],
    },
    {
      key: 'tritone',
      kind: 'single',
      ask: 'Which notes of G7 form the tritone that resolves in C major?',
      choices: [
        { text: 'G and D', why: 'That is a perfect fifth.' },
        { text: 'B and F', isRight: true, why: 'B rises to C, F falls to E.' },
        { text: 'G and F', why: 'That is a minor seventh.' },
      ],
    },
    {
      key: 'functions',
      kind: 'order',
      ask: 'Order the functions as they follow each other in the basic movement.',
      items: ['Tonic, departing', 'Predominant', 'Dominant', 'Tonic, arriving at rest'],
      why: 'I, then IV or ii, then V, then I again.',
    },
    {
      key: 'plagal',
      kind: 'single',
      ask: 'Why does a plagal cadence sound softer than an authentic one?',
      choices: [
        {
          text: 'It contains no leading note.',
          isRight: true,
          why: 'IV shares the tonic with I, and nothing pulls up by a semitone.',
        },
        { text: 'It is played more quietly.', why: 'The level has nothing to do with it.' },
        { text: 'It ends on a minor chord.', why: 'It ends on I, which is major in a major key.' },
      ],
    },
  ],
  sources: [
    { text: 'E. Aldwell, C. Schachter and A. Cadwallader (2018), Harmony and Voice Leading, 5th edition.' },
    {
      text: 'M. Gotham and others (2023), Open Music Theory, version 2: Cadences.',
      url: 'https://viva.pressbooks.pub/openmusictheory/',
    },
    {
      text: 'W. E. Caplin (2004), The classical cadence: conceptions and misconceptions. Journal of the American Musicological Society 57, 51–118.',
    },
  ],
});
