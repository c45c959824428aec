import type { Sound } from '../../../rules/sounds.ts';
import { lesson } from '../../lesson.ts';

type Pattern = Extract<Sound, { kind: 'pattern' }>;

const metre = (click: string, clap: string): Pattern => ({
  kind: 'pattern',
  stepsPerMinute: 220,
  repeat: 3,
  voices: [
    { drum: 'kick', steps: click },
    { drum: 'clap', steps: clap },
  ],
});

export const pulseAndMetre = lesson({
  key: 'pulse-and-metre',
  topic: 'rhythm',
  title: 'Pulse and metre',
  description: 'Find the beat, feel how beats group, and read a time signature.',
  difficulty: 'beginner',
  figures: {
    plain: {
      kind: 'sounds',
      caption: 'Equal clicks. Most listeners soon hear them in groups of two or four, although all are the same.',
      sounds: [
        {
          label: 'Equal clicks',
          sound: { kind: 'pattern', stepsPerMinute: 110, repeat: 12, voices: [{ drum: 'click', steps: 'x' }] },
        },
      ],
    },
    duple: {
      kind: 'grid',
      caption: 'Two beats in each bar, every beat in two: 2/4.',
      stepsPerBeat: 2,
      sound: metre('X...', '..x.'),
    },
    triple: {
      kind: 'grid',
      caption: 'Three beats in each bar, every beat in two: 3/4.',
      stepsPerBeat: 2,
      sound: metre('X.....', '..x.x.'),
    },
    compound: {
      kind: 'grid',
      caption: 'Two beats in each bar, every beat in three: 6/8. As many steps as in 3/4, but grouped differently.',
      stepsPerBeat: 3,
      sound: metre('X.....', '...x..'),
    },
  },
  text: `
Tap your foot to a song and you have found its **pulse**, or beat: a regular series of moments that you feel, whether or not something sounds at each of them. Everything else in rhythm is described in relation to it.

## The pulse is in the listener

Play identical clicks at a steady rate and people hear them in groups, as if some were stronger. Nothing in the sound is grouped. The pulse, too, goes on during silence: after four bars of drums and one of nothing, you can still clap on the next downbeat. Researchers call this **entrainment**: attention swings along with what is regular and expects the next event.

{{plain}}

People find a pulse most easily between roughly 80 and 140 beats per minute, with a preference around 100 to 120. When a song has 60 or 170, many tap at double or half the rate. Neither is wrong. A rhythm has several layers of pulse, each twice or three times as fast as the one below, and the **tactus** is the layer you choose to tap.

## From pulse to metre

**Metre** is the regular alternation of strong and weak beats. In groups of two we speak of duple metre (strong, weak), in groups of three of triple (strong, weak, weak). Groups of four are two twos, with a second, lesser accent on the third beat. Each group is a **bar** (or measure), and its first beat is the **downbeat**.

What makes a beat strong? Usually several things agree: the bass plays there, harmonies change there, long notes begin there. Loudness is only one of the cues, and often not the main one. In much popular music the snare drum, the loudest sound of all, falls on beats 2 and 4, the weak ones. This **backbeat** works precisely because the metre is already clear.

## Simple and compound

Beats themselves divide. If they divide into two, the metre is **simple**; if into three, it is **compound**.

{{duple}}

{{triple}}

{{compound}}

The last two have six steps in the bar. In 3/4 they are heard as three groups of two, in 6/8 as two groups of three. A waltz against a jig: same number of notes, different movement of the body.

## Reading a time signature

The lower number names a note value, the upper one how many of them fill the bar.

- **4/4**: four quarter notes. The beat is the quarter.
- **3/4**: three quarter notes. Waltz, minuet.
- **2/2** (cut time): two half notes; counted in two, used for marches and fast music.
- **6/8**: six eighth notes, felt as two beats of a dotted quarter each.
- **12/8**: four such beats. Slow blues and gospel.

For compound metres the upper number divided by three gives the beats that you feel: 9/8 is three beats.

**Odd metres** such as 5/4 or 7/8 group beats of unequal length: 7/8 is usually 2 + 2 + 3 or 3 + 2 + 2 eighths. Once you feel the long group as a slightly stretched beat, seven is no harder than four. Dances of the Balkans are built this way at speed.

## How to practise

1. Choose a song and tap. Then tap twice as fast, and half as fast, without losing the place.
2. Say "one" on each downbeat. Check: does the harmony change with you?
3. Decide whether the beat divides into two or three, by whispering "ta-ka" or "ta-ka-ta" between taps. One of them will fit, the other will fight.
4. Turn the music down for a bar and up again. Were you still together?
`,
  quiz: [
    {
      key: 'compound',
      kind: 'single',
      ask: 'How many beats does one usually feel in a bar of 6/8 at a moderate tempo?',
      choices: [
        { text: 'Two', isRight: true, why: 'Six eighths in two groups of three: compound duple.' },
        { text: 'Three', why: 'Three groups of two would be 3/4.' },
        { text: 'Six', why: 'Only when it is very slow.' },
      ],
    },
    {
      key: 'backbeat',
      kind: 'single',
      ask: 'In a rock beat in 4/4, on which beats is the snare drum usually played?',
      choices: [
        { text: '1 and 3', why: 'Those are the strong beats, usually of the kick drum.' },
        { text: '2 and 4', isRight: true, why: 'That is the backbeat.' },
        { text: 'Only 1', why: 'The downbeat belongs to kick and bass.' },
      ],
    },
    {
      key: 'hear-metre',
      kind: 'single',
      ask: 'Listen: does the bar have two or three beats?',
      hear: [{ label: 'Rhythm', sound: metre('X.....', '..x.x.') }],
      choices: [
        { text: 'Two', why: 'Count the claps after each kick: there are two of them, at equal distances.' },
        { text: 'Three', isRight: true, why: 'One kick and two claps at equal distances: strong, weak, weak.' },
      ],
    },
    {
      key: 'signature',
      kind: 'number',
      ask: 'How many eighth notes fill a bar of 9/8?',
      answer: 9,
      within: 0,
      unit: '',
      why: 'The upper number counts the note value that the lower one names; felt are three beats.',
    },
    {
      key: 'pulse-facts',
      kind: 'multiple',
      ask: 'Which statements are true?',
      choices: [
        { text: 'A pulse can be felt during silence.', isRight: true, why: 'Attention goes on expecting the beat.' },
        {
          text: 'The strongest beat is always the loudest.',
          why: 'Harmony, bass and long notes matter more; the loud backbeat falls on weak beats.',
        },
        {
          text: 'Two people may tap the same song at different rates, and both be right.',
          isRight: true,
          why: 'Rhythm has several layers of pulse.',
        },
      ],
    },
  ],
  sources: [
    { text: 'J. London (2012), Hearing in Time: Psychological Aspects of Musical Meter, 2nd edition. Oxford University Press.' },
    { text: 'F. Lerdahl and R. Jackendoff (1983), A Generative Theory of Tonal Music. MIT Press.' },
    {
      text: 'M. Gotham and others (2023), Open Music Theory, version 2: Meter.',
      url: 'https://viva.pressbooks.pub/openmusictheory/',
    },
  ],
});
