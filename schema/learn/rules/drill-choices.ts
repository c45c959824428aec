// What drills ask to be named, in the order of the choices. The order never changes: answers and cards hold places in these lists.

export const INTERVALS = [
  { name: 'Octave', semitones: 12 },
  { name: 'Perfect fifth', semitones: 7 },
  { name: 'Major third', semitones: 4 },
  { name: 'Perfect fourth', semitones: 5 },
  { name: 'Minor third', semitones: 3 },
  { name: 'Major second', semitones: 2 },
  { name: 'Minor second', semitones: 1 },
  { name: 'Major sixth', semitones: 9 },
  { name: 'Minor seventh', semitones: 10 },
  { name: 'Tritone', semitones: 6 },
  { name: 'Major seventh', semitones: 11 },
  { name: 'Minor sixth', semitones: 8 },
] as const;

export const CHORDS = [
  { name: 'Major', semitones: [0, 4, 7] },
  { name: 'Minor', semitones: [0, 3, 7] },
  { name: 'Diminished', semitones: [0, 3, 6] },
  { name: 'Augmented', semitones: [0, 4, 8] },
  { name: 'Suspended fourth', semitones: [0, 5, 7] },
  { name: 'Dominant seventh', semitones: [0, 4, 7, 10] },
  { name: 'Major seventh', semitones: [0, 4, 7, 11] },
  { name: 'Minor seventh', semitones: [0, 3, 7, 10] },
  { name: 'Diminished seventh', semitones: [0, 3, 6, 9] },
  { name: 'Half-diminished seventh', semitones: [0, 3, 6, 10] },
] as const;

/** Degrees in semitones above the first, upwards to the octave. */
export const SCALES = [
  { name: 'Major', semitones: [0, 2, 4, 5, 7, 9, 11, 12] },
  { name: 'Natural minor', semitones: [0, 2, 3, 5, 7, 8, 10, 12] },
  { name: 'Major pentatonic', semitones: [0, 2, 4, 7, 9, 12] },
  { name: 'Harmonic minor', semitones: [0, 2, 3, 5, 7, 8, 11, 12] },
  { name: 'Whole tone', semitones: [0, 2, 4, 6, 8, 10, 12] },
  { name: 'Mixolydian', semitones: [0, 2, 4, 5, 7, 9, 10, 12] },
  { name: 'Dorian', semitones: [0, 2, 3, 5, 7, 9, 10, 12] },
  { name: 'Phrygian', semitones: [0, 1, 3, 5, 7, 8, 10, 12] },
  { name: 'Lydian', semitones: [0, 2, 4, 6, 7, 9, 11, 12] },
  { name: 'Melodic minor', semitones: [0, 2, 3, 5, 7, 9, 11, 12] },
] as const;

/** Chords in semitones above the tonic, with their bass first. Each begins with the tonic, so that the key is heard. */
export const CADENCES = [
  {
    name: 'Authentic (V–I)',
    chords: [
      [-12, 4, 7, 12],
      [-7, 0, 5, 9],
      [-5, 2, 7, 11],
      [-12, 4, 7, 12],
    ],
  },
  {
    name: 'Half (ending on V)',
    chords: [
      [-12, 4, 7, 12],
      [-3, 0, 4, 9],
      [-7, 0, 5, 9],
      [-5, 2, 7, 11],
    ],
  },
  {
    name: 'Plagal (IV–I)',
    chords: [
      [-12, 4, 7, 12],
      [-5, 2, 7, 11],
      [-7, 0, 5, 9],
      [-12, 0, 4, 7],
    ],
  },
  {
    name: 'Deceptive (V–vi)',
    chords: [
      [-12, 4, 7, 12],
      [-7, 0, 5, 9],
      [-5, 2, 7, 11],
      [-3, 0, 4, 12],
    ],
  },
  {
    name: 'Minor authentic (V–i)',
    chords: [
      [-12, 3, 7, 12],
      [-7, 0, 5, 8],
      [-5, 2, 7, 11],
      [-12, 3, 7, 12],
    ],
  },
  {
    name: 'Phrygian half (iv6–V)',
    chords: [
      [-12, 3, 7, 12],
      [-2, 2, 7, 10],
      [-4, 0, 5, 12],
      [-5, 2, 7, 11],
    ],
  },
] as const;

/** Octaves apart. */
export const EQ_BANDS_HZ = [80, 160, 315, 630, 1250, 2500, 5000, 10_000] as const;
