// Load-aware planning: a week whose load is well above a person's usual weeks proposes a lighter one. Of the planned workouts of the next
// seven days every second one moves to a day without a workout with a day of rest before it where there is one; all get shorter.
// The threshold is the one of Gabbett (2016): above 1.5 times the chronic load the risk of injury rises steeply. A proposal only: nothing
// moves until the person accepts, and it can be taken back.
import { addDays } from '../../day.ts';
import { loadByDay, loadRatio, type LoadedSession } from '../../fitness/rules/load.ts';

export const HARD_RATIO = 1.5;
/** The share of its length that a workout keeps in a lighter week. */
const KEPT_LENGTH = 0.6;
const STEP_MINUTES = 5;
export const DELOAD_DAYS = 7;

/** The load of the last week as a share of the usual; null where there is too little to compare. */
export function weekLoad(sessions: readonly LoadedSession[], today: string): number | null {
  const [day] = loadByDay(sessions, today, today);
  return day ? loadRatio(day) : null;
}

export interface PlannedWorkout {
  id: string;
  key: string | null;
  title: string;
  /** The local day. */
  day: string;
  minutes: number;
}

export interface ProposedMove {
  id: string;
  key: string | null;
  from: string;
  to: string;
  minutes: number;
  title: string;
}

/** What would become of the planned workouts, in their order. */
export function deloadOf(workouts: readonly PlannedWorkout[], today: string): ProposedMove[] {
  const last = addDays(today, DELOAD_DAYS);
  const coming = workouts.filter(({ day }) => day > today && day <= last).toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const taken = new Set(coming.map(({ day }) => day));
  return coming.map((workout, at) => {
    const to = at % 2 === 1 ? restDay(workout.day, taken, last) : workout.day;
    taken.delete(workout.day);
    taken.add(to);
    const minutes = Math.max(STEP_MINUTES, Math.round((workout.minutes * KEPT_LENGTH) / STEP_MINUTES) * STEP_MINUTES);
    return { id: workout.id, key: workout.key, title: workout.title, from: workout.day, to, minutes };
  });
}

/** The first free day after it with a free day before, else any free day after it, else the day itself. */
function restDay(day: string, taken: ReadonlySet<string>, last: string): string {
  const after = Array.from({ length: DELOAD_DAYS }, (_, at) => addDays(day, at + 1)).filter(
    (one) => one <= addDays(last, 1) && !taken.has(one),
  );
  return after.find((one) => !taken.has(addDays(one, -1)) || addDays(one, -1) === day) ?? after[0] ?? day;
}
