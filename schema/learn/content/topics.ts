// The topics, in the order in which they are shown. Keys never change.
export const topics = [
  {
    key: 'hearing',
    name: 'Hearing mixes',
    description: 'Name what you hear in a recording: frequency regions, masking, width and depth.',
    icon: 'ear',
  },
  {
    key: 'loudness',
    name: 'Loudness and dynamics',
    description: 'Decibels, meters, compressors and limiters, and what streaming services do with your level.',
    icon: 'volume',
  },
  {
    key: 'pitch',
    name: 'Pitch and harmony',
    description: 'Intervals, scales, chords and cadences, and why tuning is a compromise.',
    icon: 'music',
  },
  {
    key: 'rhythm',
    name: 'Rhythm',
    description: 'Pulse, metre, subdivision and syncopation, tempo in milliseconds, swing and polyrhythm.',
    icon: 'metronome',
  },
  {
    key: 'training',
    name: 'Training science',
    description: 'Why muscles adapt, how much work is enough, and how to read your own training log.',
    icon: 'barbell',
  },
  {
    key: 'habits',
    name: 'Habits and attention',
    description: 'How habits form, how memory keeps what you practise, and what attention costs.',
    icon: 'brain',
  },
] as const;

export type TopicKey = (typeof topics)[number]['key'];
