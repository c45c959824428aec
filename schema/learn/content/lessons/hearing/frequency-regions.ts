import type { Playable } from '../../../rules/figures.ts';
import { lesson } from '../../lesson.ts';

const boosted = (label: string, hz: number): Playable => ({
  label,
  sound: { kind: 'noise', color: 'pink', seconds: 2, db: -30, peaks: [{ hz, gainDb: 12, q: 1.4 }] },
});

export const frequencyRegions = lesson({
  key: 'frequency-regions',
  topic: 'hearing',
  title: 'The regions of a mix',
  description: 'Name the part of the spectrum that a word like “muddy” or “harsh” points at.',
  difficulty: 'beginner',
  figures: {
    octaves: {
      kind: 'sounds',
      caption:
        'Pink noise, plain and with a boost of 12 dB in one region. Learn the colour of each before you guess frequencies.',
      sounds: [
        { label: 'Plain', sound: { kind: 'noise', color: 'pink', seconds: 2, db: -30 } },
        boosted('60 Hz', 60),
        boosted('125 Hz', 125),
        boosted('250 Hz', 250),
        boosted('500 Hz', 500),
        boosted('1 kHz', 1000),
        boosted('2 kHz', 2000),
        boosted('4 kHz', 4000),
        boosted('8 kHz', 8000),
      ],
    },
  },
  text: `
People hear from about 20 Hz to 20 kHz, and the upper end falls with age. That range is ten octaves, because each octave doubles the frequency. Since pitch and tone colour are heard in ratios, an octave from 40 to 80 Hz is as large to the ear as one from 4 to 8 kHz, although the second is a hundred times wider in hertz. That is why equalisers and analysers have a logarithmic axis.

It helps to divide the range into a few regions and to learn what each contributes. The borders are conventions and differ from book to book; the sounds do not.

## From the bottom up

**Sub-bass, 20 to 60 Hz.** Felt as much as heard. The lowest octave of a kick drum, a synthesiser bass, the bottom string of a five-string bass (31 Hz). Small loudspeakers do not reproduce it at all, so what happens here is easily missed.

**Bass, 60 to 250 Hz.** The fundamentals of bass instruments, the weight of drums, the lower half of a male voice. Too much sounds boomy, too little sounds thin.

**Low mids, 250 to 500 Hz.** Warmth and body. Almost every instrument has energy here, so it piles up: a mix with too much is called muddy or boxy. Small rooms often add their own resonances below and into this region.

**Mids, 500 Hz to 2 kHz.** Where melodies and most vowels live. A strong bump near 500 Hz to 1 kHz resembles a voice through cupped hands or a telephone: nasal, honky. It is also what survives on a phone's loudspeaker, so a mix that works here works in many places.

**Upper mids or presence, 2 to 4 kHz.** The region in which hearing is most sensitive, mainly because the ear canal resonates near 3 kHz. Consonants, the attack of a plectrum, the beater of a kick. A little more brings an instrument to the front; too much soon tires the listener and sounds hard.

**Treble, 4 to 8 kHz.** Definition, and the sibilants of a voice, usually between 5 and 9 kHz. The bite of cymbals and strings. Too much sounds harsh or sharp.

**Air, above 8 kHz.** Breath, the shimmer of cymbals, the space of a recording. It contains no fundamentals of ordinary instruments, only their upper partials and noise.

{{octaves}}

## Fundamentals and partials

An instrument is not confined to one region. The note A2 of a guitar has its fundamental at 110 Hz and partials at 220, 330, 440 Hz and so on, well into the presence region. The fundamental gives the pitch its place; the balance of the partials gives the colour. So there are usually two ways to make a bass audible: more of its fundamental, which small loudspeakers will not play, or more of its partials between 500 Hz and 2 kHz, which they will. The ear infers the missing fundamental from the spacing of the partials.

## Learning the regions

Words such as warm or harsh are used loosely, and two engineers may mean different things. Frequencies are unambiguous. The practical skill is to translate: hear "boxy", think "around 400 Hz". Three exercises work well:

1. Play pink noise and boost one octave by a large amount. Say aloud what it resembles: 250 Hz like an empty room, 1 kHz like a telephone, 4 kHz like a hiss with an edge. Personal images are fine if they stay the same.
2. Do it with music you know. Sweep a narrow boost slowly and note what comes forward in each region.
3. Guess first, look afterwards. Recognition under test is what builds memory. Let somebody else set the boost, or hide the display.

Start with octaves and large boosts. When you are right most of the time, go to smaller boosts, then to cuts, which are harder to hear than boosts of the same size because nothing draws attention to what is missing.
`,
  quiz: [
    {
      key: 'most-sensitive',
      kind: 'single',
      ask: 'In which region is human hearing most sensitive?',
      choices: [
        { text: '60 to 250 Hz', why: 'Sensitivity falls steadily towards low frequencies.' },
        { text: '250 to 500 Hz', why: 'Better than the bass, but not the most sensitive.' },
        { text: '2 to 4 kHz', isRight: true, why: 'The resonance of the ear canal lies near 3 kHz.' },
        { text: '8 to 16 kHz', why: 'Sensitivity falls there, and more so with age.' },
      ],
    },
    {
      key: 'boxy',
      kind: 'single',
      ask: 'A mix sounds muddy and boxy. Where do you look first?',
      choices: [
        { text: 'Around 40 Hz', why: 'Too much there is felt as rumble or boom.' },
        {
          text: 'Around 250 to 500 Hz',
          isRight: true,
          why: 'Nearly all instruments have energy in the low mids, and it piles up.',
        },
        { text: 'Around 3 kHz', why: 'Too much there sounds hard and tiring.' },
        { text: 'Around 12 kHz', why: 'Too much there sounds brittle, not muddy.' },
      ],
    },
    {
      key: 'octaves',
      kind: 'number',
      ask: 'How many octaves lie between 20 Hz and 20 kHz, to the nearest whole number?',
      answer: 10,
      within: 0.1,
      unit: 'octaves',
      why: 'log2(20000 / 20) = log2(1000) = 9.97.',
    },
    {
      key: 'hear-region',
      kind: 'single',
      ask: 'Listen. Which region is boosted in the second noise?',
      hear: [{ label: 'Plain', sound: { kind: 'noise', color: 'pink', seconds: 2, db: -30 } }, boosted('Changed', 1000)],
      choices: [
        { text: 'Bass, around 100 Hz', why: 'A boost there would add weight, not a nasal tone.' },
        { text: 'Mids, around 1 kHz', isRight: true, why: 'The telephone-like, hollow tone is typical of 1 kHz.' },
        { text: 'Treble, around 8 kHz', why: 'A boost there would add hiss.' },
      ],
    },
    {
      key: 'order-regions',
      kind: 'order',
      ask: 'Order these from the lowest to the highest frequency.',
      items: ['Weight of a kick drum', 'Boxiness', 'Telephone-like tone', 'Sibilants of a voice', 'Breath and air'],
      why: 'About 60 Hz, 400 Hz, 1 kHz, 7 kHz, above 10 kHz.',
    },
    {
      key: 'small-speaker',
      kind: 'single',
      ask: 'A bass line vanishes on a phone. What helps most?',
      choices: [
        { text: 'More level at 50 Hz', why: 'A phone cannot reproduce it; you only lose headroom.' },
        {
          text: 'More of its partials between 500 Hz and 2 kHz',
          isRight: true,
          why: 'These are reproduced, and the ear infers the fundamental from them.',
        },
        { text: 'More air above 10 kHz', why: 'A bass has next to nothing there.' },
      ],
    },
  ],
  sources: [
    { text: 'J. Corey (2016), Audio Production and Critical Listening: Technical Ear Training, 2nd edition.' },
    { text: 'R. Izhaki (2017), Mixing Audio: Concepts, Practices, and Tools, 3rd edition.' },
    { text: 'B. C. J. Moore (2012), An Introduction to the Psychology of Hearing, 6th edition.' },
  ],
});
