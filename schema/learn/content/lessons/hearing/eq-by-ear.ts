import { sampledByRatio } from '../../make-points.ts';
import type { Playable } from '../../../rules/figures.ts';
import { lesson } from '../../lesson.ts';

/** Gain of an analogue peaking filter in dB. */
const peakDb = (hz: number, centre: number, gainDb: number, q: number): number => {
  const a = 10 ** (gainDb / 40);
  const x = hz / centre;
  const side = (1 - x * x) ** 2;
  return 10 * Math.log10((side + ((x * a) / q) ** 2) / (side + (x / (a * q)) ** 2));
};

const eq = (label: string, gainDb: number, q: number): Playable => ({
  label,
  sound: { kind: 'noise', color: 'pink', seconds: 1.8, db: -30, peaks: [{ hz: 1000, gainDb, q }] },
});

export const eqByEar = lesson({
  key: 'eq-by-ear',
  topic: 'hearing',
  title: 'Equalisers: bandwidth, boost and cut',
  description: 'Read the settings of an equaliser, and hear the difference between wide and narrow, boost and cut.',
  difficulty: 'intermediate',
  figures: {
    width: {
      kind: 'curves',
      caption: 'Boosts of 9 dB at 1 kHz with three values of Q: the higher the Q, the narrower the band.',
      x: { label: 'Frequency', unit: 'Hz', isLog: true },
      y: { label: 'Gain', unit: 'dB' },
      series: [0.7, 2, 8].map((q) => ({
        label: `Q ${q}`,
        points: sampledByRatio((hz) => peakDb(hz, 1000, 9, q), 100, 10_000, 70),
      })),
      sounds: [
        { label: 'Plain', sound: { kind: 'noise', color: 'pink', seconds: 1.8, db: -30 } },
        eq('Q 0.7', 9, 0.7),
        eq('Q 2', 9, 2),
        eq('Q 8', 9, 8),
      ],
    },
    cut: {
      kind: 'sounds',
      caption: 'The same amount up and down, with Q 2. The cut is harder to notice.',
      sounds: [
        { label: 'Plain', sound: { kind: 'noise', color: 'pink', seconds: 1.8, db: -30 } },
        eq('+9 dB', 9, 2),
        eq('−9 dB', -9, 2),
      ],
    },
  },
  text: `
An equaliser changes the level of some frequencies and leaves the others. The name comes from telephony, where it equalised the losses of long cables. In music it does three jobs: repair what is wrong, make room for others, and give colour. The controls are the same for all of them.

## The shapes

**Peaking** (bell): raises or lowers a band around a centre frequency. Three values describe it: centre frequency, gain and width.

**Shelf**: raises or lowers everything below (low shelf) or above (high shelf) a frequency by the same amount. A tone control is a pair of shelves.

**High-pass and low-pass**: remove what lies below or above a frequency, with a slope in decibels per octave. 12 dB per octave is common. At the stated frequency the level is already 3 dB lower, in the usual design.

**Notch**: a very deep and narrow cut, against hum or feedback.

## Width and Q

The width of a bell is given as **Q** (centre frequency divided by bandwidth) or in octaves. A Q of 1.4 is one octave, 2.9 half an octave, 0.67 two octaves.

{{width}}

A wide bell changes the tonal character without pointing at itself. A narrow one singles out a few frequencies; as a boost it soon rings like a resonance. From this follows an old rule: **boost wide, cut narrow**. Boosts serve colour, which is broad. Cuts remove faults, which often are resonances of a room or an instrument and therefore narrow. Cuts that make room for another part are an exception, and should be wide.

## Why boosts are easier to hear

A boost adds something that attracts attention. A cut leaves a gap, and the ear fills gaps in. In listening tests, narrow dips are far harder to detect than peaks of the same size.

{{cut}}

There is a second asymmetry: the boosted version is also a little louder, and louder seems better. A boost of 6 dB at one octave can raise the loudness of a track by more than 1 dB. Equalisers without an automatic compensation flatter themselves. Match the level, then compare.

How small a change can you hear? For a wide bell on noise or full music, trained listeners detect about 1 dB or less, for a narrow one (Q above 5) they need 3 dB or more. If you cannot tell on from off without looking, the band is not needed.

## Finding a frequency

Many people sweep: set a narrow, strong boost and move it until the fault is worst, then cut there. It works, with a risk: nearly every frequency sounds bad when boosted by 12 dB. Two precautions help. First decide what annoys you, and only then sweep. And verify: with the cut in place, does the complaint go away in the context of the mix?

The better way in the long run is to **guess** first. Say "about 300 hertz" before you touch the control. After some weeks of drills most people are within an octave at once and within half an octave with some thought.

## Order of work

1. **Fix the source** if you can: another microphone position beats any filter.
2. **High-pass** what has nothing useful below: voices from about 80 Hz, guitars from about 100. Listen for the point where it gets thin, and go back a little.
3. **Cut** resonances, narrow, a few decibels.
4. **Make room** for others with wide and shallow cuts.
5. **Colour** at last: wide boosts and shelves, 1 to 4 dB.
6. Bypass everything at matched loudness. If you prefer the bypass, start again.

Note that a filter also shifts phase around its frequency (linear-phase equalisers avoid it at the price of pre-ringing). On single tracks this is rarely audible. It matters when two microphones pick up one source and only one of them is filtered.
`,
  quiz: [
    {
      key: 'q',
      kind: 'single',
      ask: 'What happens to the band of a peaking filter when Q is raised?',
      choices: [
        { text: 'It gets wider.', why: 'Q is centre frequency divided by bandwidth; a higher Q is narrower.' },
        { text: 'It gets narrower.', isRight: true, why: 'The bandwidth is the centre frequency divided by Q.' },
        { text: 'It gets louder.', why: 'The gain is a setting of its own.' },
      ],
    },
    {
      key: 'hear-width',
      kind: 'single',
      ask: 'Both noises are boosted at 1 kHz by the same gain. Which has the narrower boost?',
      hear: [eq('First', 12, 0.7), eq('Second', 12, 8)],
      choices: [
        { text: 'The first', why: 'Its colour changes broadly, without a pitch.' },
        { text: 'The second', isRight: true, why: 'It has a ringing, almost pitched quality.' },
      ],
    },
    {
      key: 'rule',
      kind: 'single',
      ask: 'What is the reason behind “boost wide, cut narrow”?',
      choices: [
        { text: 'Narrow cuts need less computing power.', why: 'The cost does not depend on the width.' },
        { text: 'Colour is broad, faults are often narrow resonances.', isRight: true, why: 'And narrow boosts ring.' },
        { text: 'Wide boosts do not change the loudness.', why: 'They do, and more than narrow ones.' },
      ],
    },
    {
      key: 'easier',
      kind: 'single',
      ask: 'Which change is hardest to notice?',
      choices: [
        { text: 'A wide boost of 6 dB', why: 'This is plainly audible.' },
        { text: 'A narrow boost of 6 dB', why: 'Peaks attract attention.' },
        { text: 'A narrow cut of 6 dB', isRight: true, why: 'Narrow dips are hardly noticed.' },
      ],
    },
    {
      key: 'order-eq',
      kind: 'order',
      ask: 'Order these steps as the lesson recommends.',
      items: [
        'Improve the source',
        'High-pass what is not needed',
        'Cut resonances',
        'Make room for others',
        'Add colour',
        'Compare with the bypass',
      ],
      why: 'From repair to taste, and an honest comparison at the end.',
    },
  ],
  sources: [
    {
      text: 'R. Bristow-Johnson (1998), Cookbook formulae for audio EQ biquad filter coefficients.',
      url: 'https://www.w3.org/TR/audio-eq-cookbook/',
    },
    {
      text: 'R. Bücklein (1981), The audibility of frequency response irregularities. Journal of the Audio Engineering Society 29, 126–131.',
    },
    { text: 'J. Corey (2016), Audio Production and Critical Listening: Technical Ear Training, 2nd edition.' },
  ],
});
