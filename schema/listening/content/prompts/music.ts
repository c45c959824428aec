// Prompts about arrangement, dynamics and low end.
import { promptsOf, type Prompt } from './prompt.ts';

const arrangement = promptsOf('arrangement');
const dynamics = promptsOf('dynamics');
const lowEnd = promptsOf('low_end');

export const musicPrompts: readonly Prompt[] = [
  arrangement(
    'arrangement-entries',
    'beginner',
    'Who comes when',
    'marks',
    'Mark where each part enters for the first time.',
    ['form'],
    {
      hints: ['Bar 1, 5, 9 and 17 are likely.', 'Shakers and pads enter unnoticed.'],
      expected: ['New parts usually come at the start of a section.', 'One new thing at a time keeps attention.'],
    },
  ),
  arrangement(
    'arrangement-roles',
    'beginner',
    'Roles',
    'note',
    'Give every part one role: pulse, foundation, harmony, lead, answer, colour.',
    [],
    {
      hints: ['One part may change its role between sections.', 'If two have the same role, one may be too many.'],
      expected: ['Most sections work with four or five roles.', 'Answers fill the gaps of the lead.'],
    },
  ),
  arrangement(
    'arrangement-density',
    'intermediate',
    'How full?',
    'grades',
    'How full is the arrangement in its fullest section?',
    ['dynamics'],
    {
      scale: ['Very sparse', 'Nothing would fit in'],
      hints: ['Count parts with the same rhythm as one.', 'Compare with the emptiest section.'],
      expected: [
        'The difference between the fullest and the emptiest section matters more than either.',
        'A full section with one rhythm sounds larger than one with five.',
      ],
    },
  ),
  arrangement(
    'arrangement-registers',
    'advanced',
    'Registers',
    'note',
    'Which octave does each part play in? Where do two parts share one?',
    ['tonal', 'key'],
    {
      hints: ['Start with the bass and go upwards.', 'Guitar, piano and voice meet around middle C.'],
      expected: ['Parts in different octaves need less equaliser.', 'Moving one part by an octave often clears a mix.'],
    },
  ),
  arrangement(
    'arrangement-compare',
    'intermediate',
    'More or fewer parts',
    'comparison',
    'Does your track use more or fewer parts at once than the reference?',
    ['dynamics'],
    {
      scale: ['Yours much sparser', 'Yours much fuller'],
      hints: ['Compare chorus with chorus.', 'Doubled parts count as one.'],
      expected: ['References often use fewer parts than one thinks.', 'What is left out in the verse makes the chorus large.'],
    },
  ),
  dynamics(
    'dynamics-range',
    'beginner',
    'Soft and loud',
    'grades',
    'How large is the difference between the softest and the loudest section?',
    ['loudness', 'dynamics'],
    {
      scale: ['None', 'Very large'],
      hints: ['Do not touch the volume while you listen.', 'Compare the first bar with the last chorus.'],
      expected: [
        'Loudness range: pop is often 4 to 8 LU, classical music 10 to 20 LU.',
        'An arrangement can sound dynamic at a small measured range.',
      ],
    },
  ),
  dynamics(
    'dynamics-pumping',
    'intermediate',
    'Pumping',
    'marks',
    'Mark where you hear the level breathe with the kick or with the voice.',
    ['dynamics'],
    {
      hints: ['Listen to pads and cymbals between the strokes.', 'Pumping in time can be wanted.'],
      expected: [
        'A release longer than the gap between strokes never comes back: steady reduction instead of pumping.',
        'Side-chain pumping follows the kick exactly.',
      ],
    },
  ),
  dynamics(
    'dynamics-transients',
    'intermediate',
    'Strokes or bricks',
    'comparison',
    'Which has the sharper attacks, yours or the reference?',
    ['dynamics', 'peak'],
    {
      scale: ['Reference much sharper', 'Yours much sharper'],
      hints: [
        'Match the loudness first: the quieter one must not lose for being quieter.',
        'Snare and acoustic guitar tell most.',
      ],
      expected: [
        'A higher peak-to-loudness ratio keeps more of the attacks.',
        'At equal loudness the less limited master usually hits harder.',
      ],
    },
  ),
  dynamics(
    'dynamics-lead',
    'advanced',
    'Controlled or performed',
    'note',
    'Is the lead’s loudness even because of the performance or because of compression? What gives it away?',
    ['dynamics'],
    {
      hints: ['Breaths that are as loud as words come from compression.', 'Listen to the ends of notes.'],
      expected: ['Compression raises breaths, room and ends of notes.', 'Automation evens words without raising breaths.'],
    },
  ),
  dynamics(
    'dynamics-arc',
    'expert',
    'The arc of loudness',
    'note',
    'Draw the loudness of the whole track as a line in words. Where is its peak, and is it where the music’s peak is?',
    ['loudness', 'form'],
    {
      hints: ['Listen to the last chorus first.', 'Compare your line with the loudness lane of the track page.'],
      expected: [
        'The loudest moment is often the last chorus.',
        'A master that is equally loud from the first bar has no arc left.',
      ],
    },
  ),
  lowEnd(
    'low-end-who',
    'beginner',
    'Who owns the bottom?',
    'note',
    'Which is lower, the kick or the bass? Which of them rings longer?',
    ['low_end'],
    {
      hints: ['Hum the bass note, then the kick.', 'Use headphones: small loudspeakers end at 100 Hz.'],
      expected: ['One of them usually owns the range below 60 Hz.', 'A long kick wants a short bass, and the other way round.'],
    },
  ),
  lowEnd(
    'low-end-amount',
    'beginner',
    'Enough bass?',
    'comparison',
    'Against the reference at equal loudness: does your track have less or more below 100 Hz?',
    ['low_end', 'tonal'],
    {
      scale: ['Yours much less', 'Yours much more'],
      hints: ['Room modes lie; headphones lie less.', 'Walk through the room.'],
      expected: [
        'The measured share below 120 Hz shows the difference in dB.',
        'More bass at the same loudness means less of everything else.',
      ],
    },
  ),
  lowEnd('low-end-even', 'intermediate', 'Even bass notes', 'marks', 'Mark bass notes that stick out or vanish.', ['low_end'], {
    hints: ['Follow the bass line through one chord change at a time.', 'Check on a second pair of headphones.'],
    expected: [
      'Uneven notes come from the instrument, the player or the room you are in.',
      'If the same note always sticks out, suspect the room.',
    ],
  }),
  lowEnd(
    'low-end-mono',
    'intermediate',
    'Bass in the middle',
    'grades',
    'How firmly does the bass stand in the centre?',
    ['width', 'low_end'],
    {
      scale: ['It wanders', 'Fixed in the centre'],
      hints: ['Listen to one ear at a time.', 'Chorus and wide synthesisers pull the bass apart.'],
      expected: [
        'Bass below about 120 Hz is usually mono: it uses both loudspeakers and survives vinyl.',
        'The width of the lowest bands is then near zero.',
      ],
    },
  ),
  lowEnd(
    'low-end-small',
    'advanced',
    'The bass on a phone',
    'note',
    'Could you follow the bass line on a loudspeaker that ends at 300 Hz? By which of its overtones?',
    ['low_end', 'tonal'],
    {
      hints: ['Listen for the second and third harmonic of the bass.', 'Distortion helps here.'],
      expected: [
        'The ear completes the missing fundamental from the overtones.',
        'Saturation at 200 to 800 Hz makes a bass audible on a phone.',
      ],
    },
  ),
];
