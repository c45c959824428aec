// A body drawn from the front and from the back, each in a box of 100 × 208: its outline, and the muscles of the library as shapes on it.
// A shape of one side is mirrored by whoever draws it.

export interface MuscleShape {
  muscle: string;
  /** As the `d` of a path. */
  path: string;
  /** Drawn a second time on the other side of the body's axis. */
  isMirrored: boolean;
}

const pair = (muscle: string, path: string): MuscleShape => ({ muscle, path, isMirrored: true });
const single = (muscle: string, path: string): MuscleShape => ({ muscle, path, isMirrored: false });

/** Half of the outline, to be mirrored: head, trunk and leg, and the arm. */
export const BODY_PATHS = [
  'M50 4 C43 4 40 9 40 15 C40 21 43 25 44.5 27 L44.5 33 C39 36 33 36 29 39 C27 42 29 52 31 60 C33 68 33 76 34 84 C33 92 31 100 31 110 C31 122 34 134 35 144 C33 154 34 166 37 178 L37 192 C35 196 33 200 34 203 L44 203 C45 198 44 190 44 184 C46 170 46 158 45 147 C47 134 49 122 50 112 Z',
  'M29 39 C23 40 20 45 20 52 C20 60 17 68 15 76 C12 86 11 94 10 101 C8 106 9 112 12 115 C15 115 17 110 17 105 C20 96 23 88 25 79 C28 69 31 58 31 50 Z',
] as const;

const SHOULDER = 'M31 40 C25 40 21 44 21 51 C25 54 29 50 32 47 C33 44 33 42 31 40 Z';
const FOREARM = 'M16 77 C13 86 12 94 11.5 101 L16 102 C19 94 22 88 24 79 C21 76 18 75 16 77 Z';
const ABDUCTOR = 'M34 88 C32 95 31 102 31.5 109 C34 108 36 101 37 94 C37 91 36 88 34 88 Z';

export const FRONT_SHAPES: readonly MuscleShape[] = [
  single('neck', 'M45.5 27 L54.5 27 L54.5 33 C51 35 49 35 45.5 33 Z'),
  pair('traps', 'M44.5 33 C40 35.5 36 36.5 32.5 38 C37 39 42 38.5 45.5 37 Z'),
  pair('shoulders', SHOULDER),
  pair('chest', 'M33 42 C38 39 45 40 49 42 L49 55 C44 59 36 58 33 53 C32 49 32 45 33 42 Z'),
  pair('biceps', 'M21 53 C21 60 18 67 17 74 C20 76 23 75 25 73 C27 66 29 59 29 52 C26 54 23 54 21 53 Z'),
  pair('forearms', FOREARM),
  single('abdominals', 'M43 59 C47 61 53 61 57 59 L57 84 C55 92 52 96 50 98 C48 96 45 92 43 84 Z'),
  pair('abductors', ABDUCTOR),
  pair('quadriceps', 'M38 96 C34 106 33 118 35 130 C36 138 38 142 41 142 C44 140 45 132 45.5 124 C45 112 43 102 38 96 Z'),
  pair('adductors', 'M43 99 C46 103 49 106 49.5 110 C49 117 48 123 47 127 C46 116 45 107 43 99 Z'),
];

export const BACK_SHAPES: readonly MuscleShape[] = [
  single('neck', 'M45.5 25 L54.5 25 L54.5 31 L45.5 31 Z'),
  single(
    'traps',
    'M46 32 L54 32 C58 35.5 63 37 67 38.5 C62 42 57 46 54 52 L50 64 L46 52 C43 46 38 42 33 38.5 C37 37 42 35.5 46 32 Z',
  ),
  pair('shoulders', SHOULDER),
  pair('triceps', 'M21 53 C20 60 18 67 17 74 C20 77 23 76 25 73 C27 66 29 60 30 52 C27 54 24 55 21 53 Z'),
  pair('forearms', FOREARM),
  pair('middle back', 'M36 44 C40 46 44 50 45.5 55 L48 64 C44 64 39 60 35 54 C34 50 34 46 36 44 Z'),
  pair('lats', 'M33 52 C37 60 43 65 48 66 L46 80 C41 78 37 73 34 67 C33 62 32 57 33 52 Z'),
  single('lower back', 'M48.5 67 L51.5 67 L55 84 C53 89 52 91 50 92 C48 91 47 89 45 84 Z'),
  pair('glutes', 'M36 88 C41 87 47 89 49.5 94 L49.5 108 C44 112 37 110 34 104 C34 98 34 92 36 88 Z'),
  pair('abductors', 'M33 88 C32 93 31 99 31.5 105 C32.5 102 33 97 34.5 92 Z'),
  pair('hamstrings', 'M34 110 C39 113 45 112 49 109 C49 120 47 132 45 142 C42 144 38 143 36 140 C34 131 33 120 34 110 Z'),
  pair('calves', 'M36 147 C39 146 43 146 45 148 C46 158 45.5 168 43.5 176 C41 178 39 177 38 175 C35 166 34.5 156 36 147 Z'),
];
