// Every word of the muscles' volume.
import { MUSCLE_RANGE } from '#schema/fitness/rules/muscle-volume.ts';

const range = `${MUSCLE_RANGE.from} to ${MUSCLE_RANGE.to} sets a week`;

export const muscleStrings = {
  title: 'Muscles by week',
  link: 'Muscles by week',
  description: `Working sets of each muscle. A set counts once for the muscle it trains directly and half for a muscle it trains along the way. ${range} is a usual range to grow a muscle.`,
  sources: 'Where the rule and the range come from',
  sourceTexts: [
    {
      text: 'Half a set for indirect work: Pelland et al., The Resistance Training Dose-Response (SportRxiv, 2024)',
      url: 'https://osf.io/6z3xu',
    },
    {
      text: '10 sets and more grow more than fewer: Schoenfeld, Ogborn and Krieger (Journal of Sports Sciences, 2017)',
      url: 'https://doi.org/10.1080/02640414.2016.1210197',
    },
  ],
  lastDays: 'Sets by muscle, last 7 days',
  lastDaysText: `Direct sets count once, indirect sets half. ${range} is a usual range; paler bars are below it.`,
  byWeek: 'Week by week',
  earlier: 'Earlier week',
  later: 'Later week',
  week: (week: string) => `Week ${week}`,
  noSets: 'No sets in this week.',
  never: 'No sets in these twelve weeks. Muscles appear here with the first workout.',
  inRange: { below: 'below the range', within: 'within the range', above: 'above the range' },
  sets: (muscle: string, sets: string, place: string) => `${muscle}: ${sets} sets, ${place}`,
  mapOfWeek: 'The muscles of this week on a body: full colour within the range and above, pale below it',
  mapOfExercise: 'The muscles of this exercise on a body: full colour for the direct ones, pale for the others',
  twelve: 'Twelve weeks',
  twelveText: (weeks: string) => `${weeks}. The dashed line is the lower end of the range.`,
  muscle: 'Muscle',
  setCount: 'Sets',
  weekColumn: 'Week',
  chart: (muscle: string) => `Sets of ${muscle} in each of twelve weeks`,
  mean: (sets: string) => `${sets} sets a week on average`,
} as const;
