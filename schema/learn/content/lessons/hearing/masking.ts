import type { Sound } from '../../../rules/sounds.ts';
import { sampledByRatio } from '../../make-points.ts';
import { lesson } from '../../lesson.ts';

/** Zwicker's critical-band rate in Bark. */
const bark = (hz: number): number => 13 * Math.atan(0.00076 * hz) + 3.5 * Math.atan((hz / 7500) ** 2);
/** The spread of masking by a narrow band at 1 kHz, 80 dB: steep below, shallow above. */
const spread = (hz: number): number => {
  const distance = bark(hz) - bark(1000);
  return Math.max(0, distance < 0 ? 76 + 27 * distance : 76 - (24 + 0.23 - 0.2 * 80) * distance);
};

const tone: Sound = { kind: 'notes', notes: [{ hz: 1100, at: 0.3, seconds: 1.2, db: -38 }] };
const withNoise = (hz: number): Sound => ({
  kind: 'mix',
  sounds: [tone, { kind: 'noise', color: 'white', seconds: 1.8, db: -48, peaks: [{ hz, gainDb: 30, q: 3 }] }],
});

export const masking = lesson({
  key: 'masking',
  topic: 'hearing',
  title: 'Masking: why parts disappear',
  description: 'Explain why a part vanishes in a mix, and make room for it with less, not more.',
  difficulty: 'intermediate',
  figures: {
    spread: {
      kind: 'curves',
      caption:
        'What a narrow band of noise at 1 kHz and 80 dB covers, by a standard model: tones below the line are not heard. Masking reaches further upwards.',
      x: { label: 'Frequency', unit: 'Hz', isLog: true },
      y: { label: 'Masked below', unit: 'dB SPL' },
      series: [{ label: 'Masked threshold', points: sampledByRatio(spread, 200, 8000, 70) }],
    },
    heard: {
      kind: 'sounds',
      caption:
        'A tone of 1.1 kHz alone, then together with noise around 1 kHz, then with noise around 4 kHz. Only the first noise hides it.',
      sounds: [
        { label: 'Tone alone', sound: tone },
        { label: 'With noise around 1 kHz', sound: withNoise(1000) },
        { label: 'With noise around 4 kHz', sound: withNoise(4000) },
      ],
    },
  },
  text: `
Solo the acoustic guitar and it is full and beautiful. Bring in the rest and it is gone, although its level has not changed. Nothing is wrong with the guitar or the fader. The ear does not pass on everything that reaches it; some sounds prevent others from being heard. This is **masking**, and most of mixing is dealing with it.

## How it arises

The inner ear sorts sound by frequency. Each place on its basilar membrane responds to a band around its own frequency, called a **critical band**. Below 500 Hz such a band is about 100 Hz wide, above that roughly a fifth of its frequency, a little less than a third of an octave. Sounds that fall into one band compete: if one of them is clearly stronger, the activity it causes swamps that of the other.

{{spread}}

Three properties are worth remembering.

- **Near masks more than far.** The closer in frequency, the stronger the effect.
- **Low masks high.** The excitation spreads towards higher frequencies, and more so at high levels. A loud bass guitar covers the low mids above it, while a bright cymbal hardly affects a bass.
- **It reaches in time.** For up to some 100 to 200 ms after a loud sound, weaker ones are harder to hear (forward masking). Shortly before it, for a few milliseconds, there is an effect as well.

Lossy codecs such as MP3 are built on this. They compute what is masked and store it with fewer bits.

## In a mix

Two parts mask each other when they are in the same region **at the same time** and come from the **same direction**. That gives three ways out, and the fader is not among them. Turning the hidden part up makes it cover something else, which is then turned up in turn. At the end everything is louder and nothing is clearer.

**Arrangement.** The strongest tool. If piano and guitar both play in the octave below middle C, let one move up. If two parts play all the time, let one pause. A producer who leaves a part out solves more masking than any equaliser.

**Frequency.** Decide for each region which part may have it. A voice needs 1 to 4 kHz; a wide and gentle dip of 2 or 3 dB there in the guitars does more for the voice than a boost of the voice. Take the lows away where nobody hears them in context, under guitars and keyboards, and the bass has room. Judge it in the mix: a part that has made room for others may sound thin alone, and that is all right.

**Time.** Let the bass drum and the bass guitar share the low octave by turns. A compressor on the bass that is triggered by the kick (side-chain) lowers it for a tenth of a second. Shorter reverbs stop masking the next word.

**Space.** Sounds from different directions mask each other less; the ears gain several decibels by comparing the two sides. Two guitars panned apart are heard as two. This release vanishes in mono, so check there.

## Finding it

1. Lower the master volume until the mix is barely audible. What disappears first is what is masked.
2. Mute one part after another. If muting A makes B suddenly clear, you have found a pair.
3. Boost a narrow band in the part that you want to hear and sweep. Where it comes forward is what identifies it. Then take the boost away and **cut** that band in the part that covers it.
4. Check in mono, where masking is strongest.

{{heard}}

One last point. Not everything must be heard separately. Strings that double a guitar may be masked on purpose, and felt as colour. A mix in which everything is audible at every moment has no foreground.
`,
  quiz: [
    {
      key: 'direction',
      kind: 'single',
      ask: 'In which direction does a loud sound mask more?',
      choices: [
        { text: 'Towards lower frequencies', why: 'The slope is steep on that side.' },
        { text: 'Towards higher frequencies', isRight: true, why: 'Excitation spreads upwards, and more at high levels.' },
        { text: 'Equally in both', why: 'The curve is clearly lopsided.' },
      ],
    },
    {
      key: 'voice',
      kind: 'single',
      ask: 'A voice is covered by guitars. Which step is usually best?',
      choices: [
        { text: 'Raise the voice by 6 dB', why: 'It then covers other things; the cause remains.' },
        { text: 'Cut the guitars gently around 2 to 3 kHz', isRight: true, why: 'It makes room where the voice needs it.' },
        { text: 'Boost the guitars above 10 kHz', why: 'That does not free the region of the voice.' },
      ],
    },
    {
      key: 'mono',
      kind: 'single',
      ask: 'Two guitars are clear when panned left and right, and blurred in mono. Why?',
      choices: [
        { text: 'Mono lowers the level by 6 dB.', why: 'Level is not the cause; both are lowered alike.' },
        {
          text: 'Different directions release masking, and mono removes them.',
          isRight: true,
          why: 'The ears use the difference between the sides.',
        },
        { text: 'Mono removes the high frequencies.', why: 'It sums the channels without filtering.' },
      ],
    },
    {
      key: 'tools',
      kind: 'multiple',
      ask: 'Which of these reduce masking between two parts?',
      choices: [
        { text: 'Moving one part to another octave', isRight: true, why: 'They no longer share a region.' },
        { text: 'Letting one pause while the other plays', isRight: true, why: 'They no longer share the time.' },
        { text: 'Turning both up', why: 'Their relation stays the same.' },
        { text: 'Panning them apart', isRight: true, why: 'Different directions mask each other less.' },
      ],
    },
    {
      key: 'find',
      kind: 'single',
      ask: 'Why does listening very quietly help to find masked parts?',
      choices: [
        { text: 'The ear is more exact at low levels.', why: 'It is not; it just has less to show.' },
        {
          text: 'What is barely audible anyway falls below the threshold first.',
          isRight: true,
          why: 'So the parts without room of their own disappear.',
        },
        { text: 'Masking does not occur at low levels.', why: 'It does; only its upward spread is smaller.' },
      ],
    },
  ],
  sources: [
    { text: 'H. Fastl and E. Zwicker (2007), Psychoacoustics: Facts and Models, 3rd edition, chapters 4 and 6.' },
    { text: 'B. C. J. Moore (2012), An Introduction to the Psychology of Hearing, 6th edition, chapter 3.' },
    { text: 'R. Izhaki (2017), Mixing Audio: Concepts, Practices, and Tools, 3rd edition.' },
  ],
});
