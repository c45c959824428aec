// Prompts about space, stereo image and transparency.
import { promptsOf, type Prompt } from './prompt.ts';

const spatial = promptsOf('spatial');
const stereo = promptsOf('stereo');
const transparency = promptsOf('transparency');

export const spacePrompts: readonly Prompt[] = [
  spatial(
    'spatial-depth',
    'beginner',
    'Front and back',
    'note',
    'Which sound is nearest to you, and which is farthest away? Name what makes you think so.',
    [],
    {
      hints: ['Near sounds have clear attacks and bright detail.', 'Far sounds have more reverb and less treble.'],
      expected: [
        'A lead voice or solo is usually dry, bright and near.',
        'Pads, backing vocals and room microphones usually lie behind it.',
        'If everything is equally near, the mix has little depth.',
      ],
    },
  ),
  spatial(
    'spatial-room',
    'beginner',
    'The size of the room',
    'grades',
    'How large is the space in which this seems to be played?',
    [],
    {
      scale: ['Dry, no room', 'A very large hall'],
      hints: ['Listen to the silence right after a loud stroke.', 'Count how long the tail stays audible.'],
      expected: [
        'A tail under half a second suggests a small room, over two seconds a hall or a plate.',
        'Several spaces at once are common: a short one on drums, a long one on voices.',
      ],
    },
  ),
  spatial(
    'spatial-tails',
    'intermediate',
    'Where the tails end',
    'marks',
    'Mark three moments at which you can hear a reverb tail end before the next sound begins.',
    ['dynamics'],
    {
      hints: ['Look for stops, breaks and the last note of a phrase.', 'Loop one beat around the stop.'],
      expected: [
        'Tails are audible where the arrangement leaves gaps.',
        'A tail that is cut off in one piece may be gated or faded by automation.',
      ],
    },
  ),
  spatial(
    'spatial-predelay',
    'advanced',
    'The gap before the reverb',
    'note',
    'On the lead voice or solo, is there a gap between the dry sound and its reverb? Estimate it.',
    [],
    {
      hints: ['A short word with a hard consonant shows the gap best.', 'Compare with a slap: 100 ms is heard as an echo.'],
      expected: [
        'A pre-delay of 20 to 60 ms keeps the source near while the room stays large.',
        'Without a gap the reverb sticks to the source and moves it back.',
      ],
    },
  ),
  spatial(
    'spatial-compare',
    'intermediate',
    'Depth against the reference',
    'comparison',
    'Which of the two has more depth between the nearest and the farthest sound?',
    ['width'],
    {
      scale: ['Reference much deeper', 'Yours much deeper'],
      hints: ['Switch on the same bar.', 'Judge the distance between layers, not the amount of reverb.'],
      expected: [
        'More reverb is not more depth: depth needs something dry to compare with.',
        'Treble and transients fall with distance.',
      ],
    },
  ),
  stereo(
    'stereo-map',
    'beginner',
    'Draw the map',
    'note',
    'Name what you hear on the far left, in the centre and on the far right.',
    ['width'],
    {
      hints: ['Close your eyes and point.', 'Take one earphone off, then the other.'],
      expected: [
        'Kick, bass, snare and lead voice are usually in the centre.',
        'Doubled guitars, keyboards and effects usually carry the sides.',
      ],
    },
  ),
  stereo('stereo-width', 'beginner', 'How wide is it?', 'grades', 'How wide is the stereo image as a whole?', ['width'], {
    scale: ['Nearly mono', 'Very wide'],
    hints: ['Compare verse and chorus.', 'Wide mixes keep little in the middle.'],
    expected: [
      'The measured width is the share of the sides in the power: 0 for mono, 0.5 for two unrelated channels.',
      'Many mixes measure between 0.05 and 0.3.',
    ],
  }),
  stereo(
    'stereo-changes',
    'intermediate',
    'When it opens',
    'marks',
    'Mark where the image becomes wider or narrower.',
    ['width', 'form'],
    {
      hints: ['Choruses often open.', 'Breaks are often narrow on purpose.'],
      expected: [
        'A wider chorus often comes from doubled parts and reverb that are absent in the verse.',
        'The measured correlation falls where the image opens.',
      ],
    },
  ),
  stereo(
    'stereo-balance',
    'intermediate',
    'Left against right',
    'comparison',
    'Is your track as well balanced between left and right as the reference?',
    ['width'],
    {
      scale: ['Reference better centred', 'Yours better centred'],
      hints: ['Swap the earphones: the error must change sides.', 'Judge by the lead and the kick.'],
      expected: [
        'A lead that leans to one side is heard at once on headphones.',
        'Instruments panned to one side need a partner of similar weight on the other.',
      ],
    },
  ),
  stereo(
    'stereo-mono',
    'advanced',
    'What mono would lose',
    'note',
    'Imagine the track on one loudspeaker. What would become quieter or vanish?',
    ['width'],
    {
      hints: ['What sounds as if it were around or behind your head is out of phase.', 'A negative correlation cancels in mono.'],
      expected: [
        'Wide effects that use opposite phase vanish in mono.',
        'A correlation near 1 survives mono; near 0 loses about 3 dB; below 0 cancels.',
      ],
    },
  ),
  transparency(
    'transparency-count',
    'beginner',
    'Count the layers',
    'note',
    'How many different sounds can you follow at the same time in the densest bar? Name them.',
    [],
    {
      hints: ['Follow one sound for four bars, then the next.', 'Loop the densest bar.'],
      expected: [
        'Most listeners follow three to five layers at once.',
        'What you find only after several rounds is masked by something louder in the same range.',
      ],
    },
  ),
  transparency(
    'transparency-words',
    'beginner',
    'Every word',
    'grades',
    'How many of the words, or of the melody’s notes, can you make out at the first hearing?',
    [],
    {
      scale: ['Hardly any', 'All of them'],
      hints: ['Consonants lie between 2 and 8 kHz.', 'Listen at a low level: what is clear then is clear.'],
      expected: [
        'Words get lost where guitars, cymbals or synthesisers fill 2 to 5 kHz.',
        'Clear words at a low level are a sign of a good vocal balance.',
      ],
    },
  ),
  transparency(
    'transparency-masked',
    'intermediate',
    'Who hides whom',
    'marks',
    'Mark places where one sound hides another. Say which hides which.',
    ['tonal'],
    {
      hints: [
        'Look where a part starts that you had not noticed.',
        'Bass and kick, voice and guitar, snare and cymbals are usual pairs.',
      ],
      expected: [
        'Masking is strongest between sounds of the same range, and upwards from loud low sounds.',
        'A small cut in the louder sound often helps more than a boost of the hidden one.',
      ],
    },
  ),
  transparency(
    'transparency-compare',
    'intermediate',
    'Clearer than the reference?',
    'comparison',
    'In which of the two can you follow single parts more easily?',
    ['tonal', 'dynamics'],
    {
      scale: ['Reference much clearer', 'Yours much clearer'],
      hints: ['Pick one quiet part and follow it in both.', 'Check that both are equally loud.'],
      expected: ['A bright mix is not always clear: harshness masks too.', 'Fewer parts at a time give the most transparency.'],
    },
  ),
  transparency(
    'transparency-lowmid',
    'advanced',
    'Fog in the low middle',
    'note',
    'Is there a fog between 200 and 500 Hz? Which sounds make it together?',
    ['tonal'],
    {
      hints: [
        'Imagine each part alone: pianos, guitars, voices and toms all reach down there.',
        'Compare the verse with the chorus.',
      ],
      expected: [
        'Energy adds up in this range because almost every instrument has its fundamentals there.',
        'The measured balance shows a bump around 250 to 400 Hz where it is foggy.',
      ],
    },
  ),
];
