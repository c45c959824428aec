// The shipped programs: our own words for schemes that are public and well known, each with its source. Keys never change, because the
// programs that people follow name them.
import {
  alternating,
  BENCH,
  DEADLIFT,
  held,
  PRESS,
  range,
  ROW,
  set,
  SQUAT,
  straight,
  weeks,
  type Planned,
  type ShippedProgram,
} from './program-parts.ts';

const noviceLinear: ShippedProgram = {
  key: 'novice-linear',
  name: 'Novice barbell, three days',
  description:
    'Two workouts in turn, three days a week. Each barbell lift is done for three sets of five, and the weight goes up a little every time. Start with a weight that you could lift ten times.',
  goal: 'Strength for people who have not trained with a barbell yet',
  difficulty: 'beginner',
  equipment: 'Barbell, rack, bench',
  source: {
    name: 'The Starting Strength novice progression (Rippetoe)',
    url: 'https://startingstrength.com/get-started/programs',
  },
  workouts: [
    {
      key: 'a',
      name: 'Workout A',
      exercises: [straight(SQUAT, 3, 5, 2.5), straight(BENCH, 3, 5, 2.5), straight(DEADLIFT, 1, 5, 5, 240)],
    },
    {
      key: 'b',
      name: 'Workout B',
      exercises: [straight(SQUAT, 3, 5, 2.5), straight(PRESS, 3, 5, 2.5), straight(ROW, 3, 5, 2.5)],
    },
  ],
  weeks: weeks(12, alternating, (week) =>
    week === 8
      ? { isDeload: true, intensity: 0.85, name: 'Light week', notes: 'Lighter on purpose. Nothing climbs this week.' }
      : {},
  ),
};

const fiveByFive: ShippedProgram = {
  key: 'five-by-five',
  name: 'Five by five',
  description:
    'Five sets of five with five barbell lifts in two workouts. The volume is higher than with three sets, so the weights begin low: half of what you could lift five times is early enough.',
  goal: 'Strength and muscle with few exercises',
  difficulty: 'beginner',
  equipment: 'Barbell, rack, bench',
  source: { name: 'StrongLifts 5×5, after Bill Starr’s 5×5', url: 'https://stronglifts.com/stronglifts-5x5/' },
  workouts: [
    {
      key: 'a',
      name: 'Five by five A',
      exercises: [straight(SQUAT, 5, 5, 2.5), straight(BENCH, 5, 5, 2.5), straight(ROW, 5, 5, 2.5)],
    },
    {
      key: 'b',
      name: 'Five by five B',
      exercises: [straight(SQUAT, 5, 5, 2.5), straight(PRESS, 5, 5, 2.5), straight(DEADLIFT, 1, 5, 5, 240)],
    },
  ],
  weeks: weeks(12, alternating),
};

/** Percents of the one-rep max: those of the scheme, of nine tenths of it. */
const WAVE: readonly { week: string; sets: readonly (readonly [percent: number, reps: number])[] }[] = [
  {
    week: 'Fives',
    sets: [
      [58.5, 5],
      [67.5, 5],
      [76.5, 5],
    ],
  },
  {
    week: 'Threes',
    sets: [
      [63, 3],
      [72, 3],
      [81, 3],
    ],
  },
  {
    week: 'Five, three, one',
    sets: [
      [67.5, 5],
      [76.5, 3],
      [85.5, 1],
    ],
  },
  {
    week: 'Light week',
    sets: [
      [36, 5],
      [45, 5],
      [54, 5],
    ],
  },
];

const WAVE_LIFTS = [
  { key: 'press', name: 'Press day', lift: PRESS, stepKg: 2.5, help: ['Chin-Up', 'Dips_-_Triceps_Version', 'Face_Pull'] },
  { key: 'deadlift', name: 'Deadlift day', lift: DEADLIFT, stepKg: 5, help: ['Romanian_Deadlift', 'Hanging_Leg_Raise'] },
  { key: 'bench', name: 'Bench day', lift: BENCH, stepKg: 2.5, help: ['One-Arm_Dumbbell_Row', 'Dumbbell_Bench_Press'] },
  { key: 'squat', name: 'Squat day', lift: SQUAT, stepKg: 5, help: ['Leg_Press', 'Lying_Leg_Curls'] },
] as const;

const percentWaves: ShippedProgram = {
  key: 'percent-waves',
  name: 'Percent waves, four days',
  description:
    'One main lift a day in waves of four weeks: fives, threes, then five, three and one, and a light week. All weights are percentages of your one-rep max, and the last set of the first three weeks is done for as many good reps as you have. After a wave the max goes up a little.',
  goal: 'Slow and steady strength over years',
  difficulty: 'intermediate',
  equipment: 'Barbell, rack, bench, dumbbells',
  source: { name: '5/3/1 (Jim Wendler)', url: 'https://www.jimwendler.com/blogs/jimwendler-com/101065094-5-3-1-for-a-beginner' },
  workouts: WAVE.flatMap(({ week, sets }, at) =>
    WAVE_LIFTS.map(({ key, name, lift, stepKg, help }) => ({
      key: `${key}-${at + 1}`,
      name: `${name}: ${week.toLowerCase()}`,
      exercises: [
        {
          exercise: lift,
          plan: sets.map(([percent, reps]) => set({ percent, reps })),
          // The week of the heavy single decides about the next wave.
          progression: at === 2 ? ({ kind: 'max', step: stepKg } as const) : ({ kind: 'none', step: null } as const),
          track: `${key}-${at + 1}`,
          restSeconds: 180,
          ...(at < 3 && { note: 'Last set: as many good reps as you have.' }),
        },
        ...help.map((exercise) => range(exercise, at === 3 ? 2 : 3, [8, 12])),
      ],
    })),
  ),
  weeks: weeks(
    12,
    (week) => WAVE_LIFTS.map(({ key }) => `${key}-${((week - 1) % 4) + 1}`),
    (week) => ({ name: WAVE[(week - 1) % 4]?.week ?? '', isDeload: week % 4 === 0 }),
  ),
};

const pushPullLegs: ShippedProgram = {
  key: 'push-pull-legs',
  name: 'Push, pull, legs',
  description:
    'Six workouts a week, or three with each of them once. Every muscle is trained twice with a heavy lift first and lighter work after it. The sixth week is lighter.',
  goal: 'Muscle, with time for six workouts a week',
  difficulty: 'intermediate',
  equipment: 'Gym with barbells, dumbbells and cables',
  source: {
    name: 'A linear progression based PPL program for beginners (r/Fitness, 2015)',
    url: 'https://www.reddit.com/r/Fitness/comments/37ylk5/a_linear_progression_based_ppl_program_for/',
  },
  workouts: [
    {
      key: 'push',
      name: 'Push',
      exercises: [
        straight(BENCH, 4, 5, 2.5),
        range(PRESS, 3, [8, 12], 120),
        range('Incline_Dumbbell_Press', 3, [8, 12]),
        range('Triceps_Pushdown', 3, [8, 12], 60, { superset: 'A' }),
        range('Side_Lateral_Raise', 3, [12, 20], 60, { superset: 'A' }),
      ],
    },
    {
      key: 'pull',
      name: 'Pull',
      exercises: [
        straight(ROW, 4, 5, 2.5),
        range('Pullups', 3, [5, 12], 120),
        range('Seated_Cable_Rows', 3, [8, 12]),
        range('Face_Pull', 3, [12, 20], 60, { superset: 'A' }),
        range('Dumbbell_Bicep_Curl', 3, [8, 12], 60, { superset: 'A' }),
      ],
    },
    {
      key: 'legs',
      name: 'Legs',
      exercises: [
        straight(SQUAT, 4, 5, 2.5),
        range('Romanian_Deadlift', 3, [8, 12], 120),
        range('Leg_Press', 3, [10, 15], 120),
        range('Lying_Leg_Curls', 3, [10, 15]),
        range('Standing_Calf_Raises', 4, [10, 15], 60),
      ],
    },
  ],
  weeks: weeks(
    6,
    () => ['push', 'pull', 'legs', 'push', 'pull', 'legs'],
    (week) => (week === 6 ? { isDeload: true, intensity: 0.8, name: 'Light week' } : {}),
  ),
};

const upperLower: ShippedProgram = {
  key: 'upper-lower',
  name: 'Upper and lower body, four days',
  description:
    'Two days for the upper and two for the lower body, with moderate reps throughout. The first two weeks are lighter to get used to the volume, then six weeks of climbing follow.',
  goal: 'Muscle with four workouts a week',
  difficulty: 'intermediate',
  equipment: 'Gym with barbells, dumbbells and cables',
  source: {
    name: 'Generic bulking routine (Lyle McDonald)',
    url: 'https://bodyrecomposition.com/training/generic-bulking-routine',
  },
  workouts: [
    {
      key: 'lower',
      name: 'Lower body',
      exercises: [
        range(SQUAT, 4, [6, 8], 180),
        range('Romanian_Deadlift', 4, [6, 8], 180),
        range('Leg_Press', 2, [10, 12], 120),
        range('Lying_Leg_Curls', 2, [10, 12], 90),
        range('Standing_Calf_Raises', 4, [6, 8], 120),
        range('Seated_Calf_Raise', 2, [10, 12], 90),
      ],
    },
    {
      key: 'upper',
      name: 'Upper body',
      exercises: [
        range(BENCH, 4, [6, 8], 180),
        range(ROW, 4, [6, 8], 180),
        range('Incline_Dumbbell_Press', 2, [10, 12], 120, { superset: 'A' }),
        range('Wide-Grip_Lat_Pulldown', 2, [10, 12], 120, { superset: 'A' }),
        range('Side_Lateral_Raise', 2, [10, 12], 60),
        range('Triceps_Pushdown', 2, [12, 15], 60, { superset: 'B' }),
        range('Barbell_Curl', 2, [12, 15], 60, { superset: 'B' }),
      ],
    },
  ],
  weeks: weeks(
    8,
    () => ['lower', 'upper', 'lower', 'upper'],
    (week) =>
      week <= 2
        ? { intensity: week === 1 ? 0.8 : 0.9, name: 'Getting used to it', notes: 'Stop three reps before you would fail.' }
        : {},
  ),
};

const bodyWeight: ShippedProgram = {
  key: 'body-weight',
  name: 'Body weight for beginners',
  description:
    'Three times a week without a gym. Exercises come in pairs: do a set of one, rest, then a set of the other. When all sets reach the top of their range, take a harder form of the exercise: feet higher, one leg, a slower way down.',
  goal: 'Strength at home, with a bar to hang from',
  difficulty: 'beginner',
  equipment: 'A bar or a table edge',
  source: {
    name: 'The recommended routine of r/bodyweightfitness',
    url: 'https://www.reddit.com/r/bodyweightfitness/wiki/kb/recommended_routine',
  },
  workouts: [
    {
      key: 'whole',
      name: 'Whole body',
      exercises: [
        range('Inverted_Row', 3, [5, 8], 90, { superset: 'A' }),
        range('Bodyweight_Squat', 3, [10, 20], 90, { superset: 'A' }),
        range('Pushups', 3, [5, 12], 90, { superset: 'B' }),
        range('Butt_Lift_Bridge', 3, [10, 15], 90, { superset: 'B' }),
        range('Pullups', 3, [1, 8], 120, { note: 'None yet? Jump up and lower yourself slowly.' }),
        held('Plank', 3, 30, 60, { superset: 'C' }),
        range('Superman', 3, [8, 12], 60, { superset: 'C' }),
      ],
    },
  ],
  weeks: weeks(8, () => ['whole', 'whole', 'whole']),
};

const dumbbells: ShippedProgram = {
  key: 'dumbbells-two-days',
  name: 'Dumbbells, two days',
  description:
    'Two short workouts a week that train the whole body, for weeks with little time. Two or three sets of eight to twelve are enough to get stronger in the first months.',
  goal: 'The least that still makes you stronger',
  difficulty: 'beginner',
  equipment: 'Dumbbells, bench',
  source: {
    name: 'ACSM position stand: progression models in resistance training (2009)',
    url: 'https://doi.org/10.1249/MSS.0b013e3181915670',
  },
  workouts: [
    {
      key: 'a',
      name: 'Dumbbells A',
      exercises: [
        range('Goblet_Squat', 3, [8, 12], 120),
        range('Dumbbell_Bench_Press', 3, [8, 12], 120, { superset: 'A' }),
        range('One-Arm_Dumbbell_Row', 3, [8, 12], 120, { superset: 'A' }),
        held('Plank', 2, 30),
      ],
    },
    {
      key: 'b',
      name: 'Dumbbells B',
      exercises: [
        range('Stiff-Legged_Dumbbell_Deadlift', 3, [8, 12], 120),
        range('Dumbbell_Shoulder_Press', 3, [8, 12], 120, { superset: 'A' }),
        range('Bent_Over_Two-Dumbbell_Row', 3, [8, 12], 120, { superset: 'A' }),
        range('Dumbbell_Lunges', 2, [8, 12], 90),
      ],
    },
  ],
  weeks: weeks(8, () => ['a', 'b']),
};

/** The first tier is heavy with few reps, the second moderate, the third light with many. */
const tiers = (first: string, second: string, third: string, stepKg: number): readonly Planned[] => [
  { ...straight(first, 5, 3, stepKg, 240), track: `${first}-1` },
  { ...straight(second, 3, 10, 2.5, 150), track: `${second}-2` },
  range(third, 3, [15, 25], 75),
];

const threeTiers: ShippedProgram = {
  key: 'three-tiers',
  name: 'Three tiers, four days',
  description:
    'Each day has a heavy lift for sets of three, a second one for sets of ten, and one light exercise for many reps. A lift that is heavy on one day is done for tens on another, and each of the two climbs on its own.',
  goal: 'Strength after the first months',
  difficulty: 'intermediate',
  equipment: 'Barbell, rack, bench, cables',
  source: {
    name: 'GZCL linear progression (Cody Lefever)',
    url: 'https://swoleateveryheight.blogspot.com/2016/02/gzcl-applications-adaptations.html',
  },
  workouts: [
    { key: 'squat', name: 'Squat first', exercises: tiers(SQUAT, BENCH, 'Wide-Grip_Lat_Pulldown', 5) },
    { key: 'press', name: 'Press first', exercises: tiers(PRESS, DEADLIFT, 'One-Arm_Dumbbell_Row', 2.5) },
    { key: 'bench', name: 'Bench first', exercises: tiers(BENCH, SQUAT, 'Wide-Grip_Lat_Pulldown', 2.5) },
    { key: 'deadlift', name: 'Deadlift first', exercises: tiers(DEADLIFT, PRESS, 'One-Arm_Dumbbell_Row', 5) },
  ],
  weeks: weeks(
    12,
    () => ['squat', 'press', 'bench', 'deadlift'],
    (week) => (week % 6 === 0 ? { isDeload: true, intensity: 0.8, name: 'Light week' } : {}),
  ),
};

export const shippedPrograms: readonly ShippedProgram[] = [
  noviceLinear,
  fiveByFive,
  bodyWeight,
  dumbbells,
  pushPullLegs,
  upperLower,
  threeTiers,
  percentWaves,
];
