import { lesson } from '../../lesson.ts';
import type { Sound } from '../../../rules/sounds.ts';

const echoes = (delayMs: number, count: number, fallDb: number): Sound => ({
  kind: 'notes',
  notes: Array.from({ length: count + 1 }, (_, index) => ({
    hz: 523.25,
    at: (index * delayMs) / 1000,
    seconds: 0.25,
    wave: 'pluck' as const,
    db: -14 - index * fallDb,
  })),
});

export const depth = lesson({
  key: 'depth',
  topic: 'hearing',
  title: 'Depth: reverb, delay and distance',
  description: 'Move a sound forwards or backwards, and choose the times of delay and reverb.',
  difficulty: 'intermediate',
  figures: {
    delays: {
      kind: 'sounds',
      caption:
        'A note with repeats after 15, 60, 120 and 375 ms. At 15 ms you hear a change of colour, from about 50 ms an echo.',
      sounds: [
        { label: 'Dry', sound: echoes(100, 0, 0) },
        { label: '15 ms', sound: echoes(15, 1, 2) },
        { label: '60 ms', sound: echoes(60, 1, 3) },
        { label: '120 ms', sound: echoes(120, 3, 5) },
        { label: '375 ms', sound: echoes(375, 3, 6) },
      ],
    },
    ratio: {
      kind: 'bars',
      caption:
        'Direct sound against reverberation in a room with a critical distance of 2 metres: at 2 m they are equal, beyond it the room dominates.',
      x: 'Distance',
      y: { label: 'Direct above reverberant', unit: 'dB' },
      bars: [
        { label: '0.5 m', value: 12 },
        { label: '1 m', value: 6 },
        { label: '2 m', value: 0 },
        { label: '4 m', value: -6 },
        { label: '8 m', value: -12 },
      ],
    },
  },
  text: `
Left and right are set by a knob. There is no knob for near and far, because distance is not one property of a sound but several that change together. When a mix has depth, some of these were set on purpose.

## What changes with distance

Imagine someone walking away from you in a hall.

- **Level falls**: 6 dB for each doubling of the distance in the open.
- **The share of the room grows.** Direct sound gets weaker with distance; reverberation is nearly equal everywhere in the room. Where both are equal lies the **critical distance**, in an ordinary living room around a metre.
- **The gap shrinks.** Near the source, direct sound arrives clearly before the first reflection. Far away, both take about as long.
- **High frequencies go.** Air absorbs them, and reflecting surfaces as well. Over 20 metres in a hall it is a matter of a few decibels at 10 kHz.
- **Attacks blur**, since direct sound no longer stands alone.

Of these, the ratio of direct to reverberant sound is the strongest cue in rooms. Level alone tells little, because we do not know how loud the source is.

{{ratio}}

## The times of a reverb

**Pre-delay** is the time before the reverb begins. 0 to 10 ms glue the sound to its room and set it back. 20 to 60 ms leave the direct sound free, so that the voice stays in front although the space around it is large.

**Early reflections**, up to about 80 ms, tell the size and the shape of the room. They are heard as one with the direct sound, and they give it body. Hearing uses the first arrival for direction and merges the rest: the precedence effect of the lesson on stereo.

**Decay time** (RT60) is how long the reverberation takes to fall by 60 dB: a living room about 0.4 s, a chamber-music hall 1.5, a symphony hall 2, a cathedral 5 or more. In a busy arrangement short times keep the rhythm clear. A rule of thumb is that the tail should be mostly gone before the next backbeat.

**Damping** makes high frequencies decay faster, as in a real room with people and carpets. Bright tails draw attention to themselves, dark ones recede.

## Delay instead of reverb

A single repeat is a reflection from one wall. What you hear depends on the time.

{{delays}}

Below about 1 ms the image moves. From 1 to 15 ms the two combine into a comb of notches: colour. From 15 to 40 ms it sounds doubled and thicker. From 50 ms on percussive sounds are heard as an echo; sustained ones fuse for somewhat longer. Long repeats in time with the music (375 ms is a dotted eighth at 120 BPM) add depth without filling the gaps as a reverb does, and that is why many modern voices have more delay than reverb.

## Building three layers

You do not need a separate space for each part. Three are usually enough.

1. **Front**: dry or nearly so, bright, with full attacks. Pre-delay long, if there is any reverb. Lead voice, snare, solo.
2. **Middle**: a short room of 0.5 to 1 s with early reflections. Guitars, keyboards, drums.
3. **Back**: a longer, darker reverb with hardly any pre-delay; highs and attacks softened. Pads, strings, backing voices.

Contrast creates depth. A dry voice sounds close because something else is far. If all parts get the same reverb in the same amount, the mix is not deep; it is merely wet.

## Two checks

Filter the reverb return: without anything below 200 Hz and above some 8 kHz it clouds the mix less, and it is rarely missed. And lower the send until you no longer notice the effect, then mute it. If the mix collapses, the amount was right.
`,
  quiz: [
    {
      key: 'cue',
      kind: 'single',
      ask: 'What is the strongest cue for distance inside a room?',
      choices: [
        {
          text: 'The ratio of direct to reverberant sound',
          isRight: true,
          why: 'Direct sound falls with distance, reverberation hardly does.',
        },
        { text: 'The level', why: 'We seldom know how loud the source really is.' },
        { text: 'The pitch', why: 'Distance does not change the pitch.' },
      ],
    },
    {
      key: 'predelay',
      kind: 'single',
      ask: 'A voice should stay in front but sound as in a large hall. What helps?',
      choices: [
        { text: 'No pre-delay', why: 'It fuses voice and reverb and moves the voice back.' },
        { text: 'A pre-delay of some 40 ms', isRight: true, why: 'The direct sound stands alone before the hall answers.' },
        { text: 'Less treble on the voice', why: 'That moves it back.' },
      ],
    },
    {
      key: 'double',
      kind: 'number',
      ask: 'In the open, by how much does the level change when the distance doubles?',
      answer: -6,
      within: 0.1,
      unit: 'dB',
      why: 'Half the pressure: 20 · log10(0.5) = −6.02 dB.',
    },
    {
      key: 'hear-echo',
      kind: 'single',
      ask: 'What do you hear?',
      hear: [{ label: 'Note', sound: echoes(120, 3, 5) }],
      choices: [
        { text: 'A change of colour, no repeats', why: 'That would need a delay below about 15 ms.' },
        { text: 'Separate echoes', isRight: true, why: '120 ms is well above the echo threshold of a short note.' },
        { text: 'A note without any delay', why: 'There are three repeats, each softer.' },
      ],
    },
    {
      key: 'back',
      kind: 'multiple',
      ask: 'Which steps move a part to the back?',
      choices: [
        { text: 'More reverb and less direct sound', isRight: true, why: 'This is the main cue.' },
        { text: 'A longer pre-delay', why: 'That brings it forward.' },
        { text: 'Softer highs and attacks', isRight: true, why: 'Distance takes both away.' },
        { text: 'More level', why: 'Louder is nearer, if anything.' },
      ],
    },
  ],
  sources: [
    {
      text: 'P. Zahorik, D. S. Brungart and A. W. Bronkhorst (2005), Auditory distance perception in humans: a summary of past and present research. Acta Acustica united with Acustica 91, 409–420.',
    },
    { text: 'H. Kuttruff (2016), Room Acoustics, 6th edition. CRC Press.' },
    { text: 'R. Izhaki (2017), Mixing Audio: Concepts, Practices, and Tools, 3rd edition.' },
  ],
});
