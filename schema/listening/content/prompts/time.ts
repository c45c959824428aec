// Prompts about rhythm, form and vocals.
import { promptsOf, type Prompt } from './prompt.ts';

const rhythm = promptsOf('rhythm');
const form = promptsOf('form');
const vocals = promptsOf('vocals');

export const timePrompts: readonly Prompt[] = [
  rhythm(
    'rhythm-pulse',
    'beginner',
    'Find the pulse',
    'note',
    'Tap along. What is the tempo, and how do you count the bar?',
    ['tempo'],
    {
      hints: ['Try half and double of what you tap.', 'The snare often falls on 2 and 4.'],
      expected: [
        'The measured tempo may be half or double of what you feel; both can be right.',
        'Most people tap between 80 and 140 beats a minute.',
      ],
    },
  ),
  rhythm(
    'rhythm-feel',
    'beginner',
    'Straight or swung',
    'grades',
    'How strongly do the eighths or sixteenths swing?',
    ['tempo'],
    {
      scale: ['Perfectly straight', 'Strongly swung'],
      hints: ['Listen to the hi-hat or the shaker.', 'Swung eighths feel like the first and third of a triplet.'],
      expected: ['A ratio of 1:1 is straight, 2:1 is a triplet.', 'At fast tempi players swing less.'],
    },
  ),
  rhythm(
    'rhythm-pocket',
    'intermediate',
    'Before or behind',
    'note',
    'Does the bass or the snare play before, on or behind the kick’s beat?',
    ['tempo'],
    {
      hints: ['Loop one bar and listen to one stroke pair.', 'Behind feels relaxed, before feels urgent.'],
      expected: [
        'Ten to thirty milliseconds make the difference between the feels.',
        'Programmed drums are exactly on the grid; the feel then comes from the others.',
      ],
    },
  ),
  rhythm(
    'rhythm-errors',
    'intermediate',
    'Loose strokes',
    'marks',
    'Mark strokes that are not together although they should be.',
    ['tempo'],
    {
      hints: ['Starts of sections are the usual places.', 'Flams between kick and bass sound soft.'],
      expected: [
        'Above about 20 ms most people hear two strokes.',
        'Small differences make a group sound large; large ones make it sound late.',
      ],
    },
  ),
  rhythm(
    'rhythm-subdivision',
    'advanced',
    'What fills the beat',
    'comparison',
    'Compare with the reference: which has the busier subdivision?',
    ['tempo'],
    {
      scale: ['Reference busier', 'Yours busier'],
      hints: ['Count the strokes of the busiest percussion in one beat.', 'Reverb and delay add strokes too.'],
      expected: [
        'A busy subdivision makes a slow tempo feel fast.',
        'Two parts with different subdivisions mask each other’s rhythm.',
      ],
    },
  ),
  form('form-sections', 'beginner', 'Sections', 'marks', 'Mark where each section begins and name it.', ['form', 'tempo'], {
    hints: ['New sections bring a new chord loop, a new part or a fill before them.', 'Count bars: 8 and 16 are usual.'],
    expected: [
      'Analysis finds boundaries where the sound changes; it may miss one that changes only the melody.',
      'Most pop songs reach the first chorus within a minute.',
    ],
  }),
  form(
    'form-surprise',
    'intermediate',
    'The surprise',
    'note',
    'Where does the track do something that it has not done before? Does it come too early, too late or at the right time?',
    ['form'],
    {
      hints: ['Look after two thirds of the track.', 'Silence counts.'],
      expected: [
        'A bridge or a break often comes after the second chorus.',
        'A surprise works when something was repeated long enough to be expected.',
      ],
    },
  ),
  form(
    'form-transition',
    'intermediate',
    'The seams',
    'marks',
    'Mark the transitions and say how each is made: fill, riser, stop, drop-out.',
    ['form'],
    {
      hints: ['Listen to the last bar before a section.', 'Reversed cymbals are easy to miss.'],
      expected: [
        'A stop before a chorus makes it louder without any level.',
        'Low frequencies are often removed in the last bar.',
      ],
    },
  ),
  form('form-length', 'beginner', 'Too long, too short', 'grades', 'How long does the track feel?', ['form', 'tempo'], {
    scale: ['Much too short', 'Much too long'],
    hints: ['Note when you first think of something else.', 'Three is right.'],
    expected: ['The moment at which attention drops is where something should change or end.'],
  }),
  form(
    'form-energy',
    'advanced',
    'The curve of energy',
    'comparison',
    'Whose energy rises more from the first verse to the last chorus?',
    ['loudness', 'form'],
    {
      scale: ['The reference’s', 'Yours'],
      hints: ['Energy is density, brightness, loudness and rhythm together.', 'Compare only first verse and last chorus.'],
      expected: [
        'A rise in brightness and density is heard as a rise in loudness.',
        'A track that begins at its full energy cannot rise.',
      ],
    },
  ),
  vocals(
    'vocals-place',
    'beginner',
    'Where is the singer?',
    'note',
    'How far away is the singer, and in what kind of room? Does it change?',
    [],
    {
      hints: ['Breath and lip noises are heard only from near.', 'Compare verse and chorus.'],
      expected: [
        'Verses are often dry and near, choruses wider and deeper.',
        'A delay in time with the music makes space without moving the voice back.',
      ],
    },
  ),
  vocals(
    'vocals-stack',
    'intermediate',
    'How many voices?',
    'marks',
    'Mark where a double, a harmony or an answer begins.',
    ['width'],
    {
      hints: ['Doubles are heard on S and T: they are never exactly together.', 'Harmonies are often panned apart.'],
      expected: [
        'Doubles thicken, harmonies lift, answers fill gaps.',
        'Hard-panned doubles are often a little quieter and darker than the lead.',
      ],
    },
  ),
  vocals('vocals-tuning', 'intermediate', 'In tune?', 'grades', 'How natural does the tuning of the voice sound?', ['key'], {
    scale: ['Plainly corrected', 'Untouched'],
    hints: ['Listen to the slides between notes.', 'Hard correction has steps where a voice has curves.'],
    expected: ['Fast retuning removes vibrato and slides.', 'Ten cents off are unnoticed by most, thirty are heard.'],
  }),
  vocals(
    'vocals-consonants',
    'advanced',
    'Consonants and breath',
    'note',
    'How are breaths, S, P and T treated? Name one that you would treat otherwise.',
    ['tonal', 'dynamics'],
    {
      hints: ['A missing breath makes a line sound edited.', 'P is a thump below 100 Hz.'],
      expected: [
        'Breaths belong to the phrasing: lower is better than gone.',
        'A high-pass filter helps against plosives, a de-esser against S.',
      ],
    },
  ),
  vocals(
    'vocals-level',
    'intermediate',
    'Voice against the reference',
    'comparison',
    'At equal loudness: whose voice is more in front?',
    ['loudness', 'tonal'],
    {
      scale: ['The reference’s', 'Yours'],
      hints: ['Judge at a low level.', 'Switch in the middle of a line.'],
      expected: ['Half a decibel of voice is heard as another mix.', 'Brightness brings a voice forward as much as level does.'],
    },
  ),
];
