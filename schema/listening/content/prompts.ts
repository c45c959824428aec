// The shipped listening prompts, five of each category. Keys never change: answers refer to them. The categories follow the
// attributes of EBU Tech 3286 (1997), with those added that a mixing engineer asks about.
import { musicPrompts } from './prompts/music.ts';
import type { Prompt } from './prompts/prompt.ts';
import { spacePrompts } from './prompts/space.ts';
import { timePrompts } from './prompts/time.ts';
import { tonePrompts } from './prompts/tone.ts';

/** In the order in which they are shown. */
export const prompts: readonly Prompt[] = [...spacePrompts, ...tonePrompts, ...musicPrompts, ...timePrompts];

export interface Preset {
  key: string;
  name: string;
  description: string;
  type: 'check' | 'review' | 'comparison' | 'study';
  prompts: readonly string[];
}

export const presets: readonly Preset[] = [
  {
    key: 'quick-check',
    name: 'Quick check',
    description: 'Five minutes with one track: balance, width, bass, dynamics and noise.',
    type: 'check',
    prompts: ['balance-order', 'stereo-width', 'low-end-who', 'dynamics-range', 'noise-floor'],
  },
  {
    key: 'mix-review',
    name: 'Mix review',
    description: 'One pass over everything that a mix is judged by.',
    type: 'review',
    prompts: [
      'balance-lead',
      'transparency-masked',
      'timbre-harsh',
      'stereo-map',
      'spatial-depth',
      'low-end-even',
      'dynamics-pumping',
      'balance-blind',
    ],
  },
  {
    key: 'mastering-comparison',
    name: 'Mastering comparison',
    description: 'Your master against a reference at equal loudness. Choose a reference track.',
    type: 'comparison',
    prompts: [
      'balance-tonal',
      'low-end-amount',
      'dynamics-transients',
      'transparency-compare',
      'stereo-balance',
      'noise-sibilance',
    ],
  },
  {
    key: 'arrangement-study',
    name: 'Arrangement study',
    description: 'Learn how a track is put together: entries, roles, registers and density.',
    type: 'study',
    prompts: ['arrangement-entries', 'arrangement-roles', 'arrangement-density', 'arrangement-registers', 'form-sections'],
  },
  {
    key: 'vocal-focus',
    name: 'Vocals in detail',
    description: 'Distance, stacks, tuning and consonants of one voice.',
    type: 'study',
    prompts: ['vocals-place', 'transparency-words', 'vocals-stack', 'vocals-tuning', 'vocals-consonants'],
  },
  {
    key: 'low-end-check',
    name: 'Low end check',
    description: 'Kick, bass, evenness, centre and what a phone leaves of it.',
    type: 'check',
    prompts: ['low-end-who', 'low-end-even', 'low-end-mono', 'low-end-small'],
  },
  {
    key: 'space-and-width',
    name: 'Space and width',
    description: 'Depth, rooms, tails and the stereo image, and what mono would lose.',
    type: 'review',
    prompts: ['spatial-room', 'spatial-depth', 'spatial-tails', 'stereo-map', 'stereo-changes', 'stereo-mono'],
  },
  {
    key: 'groove-study',
    name: 'Groove study',
    description: 'Pulse, swing, pocket and how tight it is.',
    type: 'study',
    prompts: ['rhythm-pulse', 'rhythm-feel', 'rhythm-pocket', 'rhythm-errors'],
  },
  {
    key: 'form-and-energy',
    name: 'Form and energy',
    description: 'Sections, seams, surprise and the arc of loudness.',
    type: 'study',
    prompts: ['form-sections', 'form-transition', 'form-surprise', 'dynamics-arc', 'form-length'],
  },
  {
    key: 'fault-finding',
    name: 'Fault finding',
    description: 'Clicks, distortion, harshness, codecs and loose strokes, before you send a file out.',
    type: 'check',
    prompts: ['noise-clicks', 'noise-distortion', 'timbre-harsh', 'noise-codec', 'rhythm-errors'],
  },
];
