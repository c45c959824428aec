import { sampled } from '../../make-points.ts';
import type { Playable } from '../../../rules/figures.ts';
import { lesson } from '../../lesson.ts';

const panned = (label: string, pan: number): Playable => ({
  label,
  sound: { kind: 'notes', notes: [{ hz: 330, at: 0, seconds: 1.2, wave: 'pluck', db: -16, pan }] },
});

export const stereoImage = lesson({
  key: 'stereo-image',
  topic: 'hearing',
  title: 'Width and place in the stereo image',
  description: 'Say where a sound comes from and why, and check that a wide mix survives in mono.',
  difficulty: 'intermediate',
  figures: {
    law: {
      kind: 'curves',
      caption: 'The constant-power pan law: in the middle both sides have 3 dB less, so that the power stays the same.',
      x: { label: 'Position from left (−1) to right (1)', unit: '' },
      y: { label: 'Level', unit: 'dB' },
      series: [
        {
          label: 'Left',
          points: sampled((x) => 20 * Math.log10(Math.max(0.03, Math.cos(((x + 1) * Math.PI) / 4))), -1, 0.96, 49),
        },
        {
          label: 'Right',
          points: sampled((x) => 20 * Math.log10(Math.max(0.03, Math.sin(((x + 1) * Math.PI) / 4))), -0.96, 1, 49),
        },
      ],
    },
    places: {
      kind: 'sounds',
      caption: 'A note at five places, best heard on headphones.',
      sounds: [panned('Left', -1), panned('Half left', -0.5), panned('Centre', 0), panned('Half right', 0.5), panned('Right', 1)],
    },
    wide: {
      kind: 'sounds',
      caption: 'The same chord in the middle, and spread over the sides.',
      sounds: [
        {
          label: 'Narrow',
          sound: { kind: 'notes', notes: [262, 330, 392].map((hz) => ({ hz, at: 0, seconds: 1.6, wave: 'pluck', db: -20 })) },
        },
        {
          label: 'Wide',
          sound: {
            kind: 'notes',
            notes: [262, 330, 392].map((hz, index) => ({ hz, at: 0, seconds: 1.6, wave: 'pluck', db: -20, pan: index - 1 })),
          },
        },
      ],
    },
  },
  text: `
With two loudspeakers you can hear a singer who stands where there is no loudspeaker at all. This phantom is one of the finest tricks in audio, and it lives entirely in your head. Knowing which cues the head uses makes it possible to place sounds on purpose.

## How direction is heard

Two differences between the ears carry most of the information.

**Time.** A sound from the left reaches the left ear first, by at most about 0.65 ms. The hearing uses these differences mainly below some 1.5 kHz, and detects changes as small as 10 or 20 microseconds.

**Level.** The head casts a shadow, and high frequencies do not bend around it well. At 4 kHz and above the far ear may get 10 to 20 dB less; at 200 Hz hardly any less.

The outer ear adds a pattern of peaks and dips above about 5 kHz that depends on elevation and on front or back. It is individual, and it is missing on headphones, so sounds there appear inside the head.

## Panning

In a stereo system, a **level difference** between the loudspeakers moves the phantom. Around 15 to 18 dB puts it fully to one side; 6 dB about half-way. The pan control sets that difference. To keep the loudness constant as a sound moves, both sides are lowered by about 3 dB in the centre, the constant-power law.

{{law}}

{{places}}

Phantoms in the middle depend on your place. Sit closer to one loudspeaker and its sound arrives first; then the whole image moves there. This is the **precedence effect**: when the same sound comes twice within some tens of milliseconds, its direction is taken from the first arrival. It also explains a common method of widening: delaying one side by 10 to 30 ms pulls the image to the other side, with no difference in level.

## Width

A sound seems wide when the two channels carry **different** signals: two takes of one guitar, a stereo reverb, a chorus with opposite modulation. It seems narrow when both are equal. The **correlation** expresses this in a number: +1 for identical channels, 0 for unrelated ones, −1 for identical channels of opposite polarity.

{{wide}}

A pair of terms helps: **mid** is the sum of left and right (half of it), **side** is the difference. Raising the side signal widens, removing it leaves mono. The Studio's analysis shows width and correlation for each of your tracks.

## Mono still matters

Phones, many smart loudspeakers, clubs and shops play in mono or nearly so. In the sum, everything that is opposite in the two channels cancels. Widening tricks based on phase or short delays then turn into a hollow sound with notches, or the part becomes much quieter. Two different takes panned apart do not suffer.

A correlation that dwells below zero is a warning. A moment there is harmless.

## A sensible layout

Certain conventions exist for reasons. **Bass, kick, snare and lead voice in the centre**: they carry the song, both loudspeakers share the power, and every listener hears them wherever they sit. Low bass gives few cues for direction anyway. **Pairs at the sides**: doubled guitars, backing voices, overheads. **Contrast**: if everything is wide, nothing is. A narrow verse makes a wide chorus.

Fill the places between centre and full side too, and balance the sides over time. When you close your eyes, can you point at each instrument? If two of them are in the same spot and in the same region, they will mask each other, and the lesson on masking applies.
`,
  quiz: [
    {
      key: 'cues',
      kind: 'single',
      ask: 'Which cue dominates for the direction of low frequencies, say 300 Hz?',
      choices: [
        {
          text: 'The difference in arrival time',
          isRight: true,
          why: 'Low frequencies bend around the head, so levels hardly differ.',
        },
        { text: 'The difference in level', why: 'It is small at low frequencies.' },
        { text: 'The pattern of the outer ear', why: 'It acts above about 5 kHz.' },
      ],
    },
    {
      key: 'hear-place',
      kind: 'single',
      ask: 'With headphones: where is the second note, compared with the first?',
      hear: [panned('First', 0), panned('Second', 0.7)],
      choices: [
        { text: 'Further to the left', why: 'The right channel is louder.' },
        { text: 'At the same place', why: 'Listen on headphones and compare the sides.' },
        { text: 'Further to the right', isRight: true, why: 'It is panned 70 per cent to the right.' },
      ],
    },
    {
      key: 'precedence',
      kind: 'single',
      ask: 'The same sound comes from both loudspeakers, 15 ms later on the right. Where do you hear it?',
      choices: [
        { text: 'On the left', isRight: true, why: 'The first arrival decides: the precedence effect.' },
        { text: 'On the right', why: 'The later sound adds loudness and colour, but not the direction.' },
        { text: 'In the middle', why: 'That would need equal arrival times.' },
      ],
    },
    {
      key: 'correlation',
      kind: 'number',
      ask: 'The right channel is the left one with reversed polarity. What is their correlation?',
      answer: -1,
      within: 0.01,
      unit: '',
      why: 'Identical but opposite; in mono nothing remains.',
    },
    {
      key: 'mono-loss',
      kind: 'multiple',
      ask: 'Which of these stay intact when summed to mono?',
      choices: [
        {
          text: 'Two different takes of a guitar, panned left and right',
          isRight: true,
          why: 'Unrelated signals do not cancel.',
        },
        { text: 'A synthesiser widened by reversing one side', why: 'It cancels completely.' },
        { text: 'A voice in the centre', isRight: true, why: 'Both channels carry the same.' },
      ],
    },
  ],
  sources: [
    { text: 'J. Blauert (1997), Spatial Hearing: The Psychophysics of Human Sound Localization, revised edition. MIT Press.' },
    {
      text: 'H. Haas (1972), The influence of a single echo on the audibility of speech. Journal of the Audio Engineering Society 20, 146–159 (translation of the thesis of 1949).',
    },
    { text: 'F. Rumsey (2001), Spatial Audio. Focal Press.' },
  ],
});
