// A running session of a drill. Invariant: the next question's difficulty follows from the answers so far, so a session that was
// cut off by a reload goes on where it was.
import { isTrialRight, type DrillConfig, type DrillTrial } from '#schema/learn/rules/drills.ts';
import { nextPlace, startPlace } from '#schema/learn/rules/staircase.ts';
import type { DrillRegion, DrillRun } from '../commands.ts';

export interface DrillSetup {
  config: DrillConfig;
  /** The score of the sessions before; null before the first. */
  scoreBefore: number | null;
}

export const placeAfter = ({ config, scoreBefore }: DrillSetup, trials: readonly DrillTrial[]): number =>
  nextPlace(
    startPlace(scoreBefore),
    trials.map((trial) => ({ isRight: isTrialRight(config, trial) })),
  );

/** A session that was kept on this device, without what cannot be read; null when there is none. */
export function readRun(value: unknown): (DrillRun & { count: number; scoreBefore: number | null }) | null {
  const run = value as Partial<DrillRun & { count: number; scoreBefore: number | null }> | null;
  if (typeof run?.id !== 'string' || typeof run.drillId !== 'string' || typeof run.day !== 'string') return null;
  if (typeof run.startedAt !== 'string' || typeof run.count !== 'number' || !Array.isArray(run.trials)) return null;
  const trials = run.trials.filter(isTrial);
  if (trials.length === 0) return null;
  const { id, drillId, day, startedAt, count, scoreBefore } = run;
  return {
    id,
    drillId,
    day,
    startedAt,
    count,
    trials,
    region: readRegion(run.region),
    scoreBefore: typeof scoreBefore === 'number' ? scoreBefore : null,
  };
}

const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every((one) => typeof one === 'number');

function isTrial(value: unknown): value is DrillTrial {
  const trial = value as Partial<DrillTrial> | null;
  return typeof trial?.at === 'number' && typeof trial.ms === 'number' && isNumbers(trial.asked) && isNumbers(trial.given);
}

function readRegion(value: unknown): DrillRegion | null {
  const region = value as Partial<DrillRegion> | null;
  if (typeof region?.trackId !== 'string' || typeof region.startMs !== 'number' || typeof region.endMs !== 'number') return null;
  return { trackId: region.trackId, startMs: region.startMs, endMs: region.endMs };
}

export interface Confusion {
  asked: number;
  given: number;
  times: number;
}

/** Which choice was taken for which, most often first. Rows are JSON that any device of the person may have written. */
export function confusionsOf(config: DrillConfig, sessions: readonly { trials: unknown }[]): Confusion[] {
  if (config.answer.kind !== 'choice') return [];
  const times = new Map<string, Confusion>();
  for (const { trials } of sessions) {
    for (const trial of Array.isArray(trials) ? trials.filter(isTrial) : []) {
      const [asked, given] = [trial.asked[0], trial.given[0]];
      if (asked === undefined || given === undefined || asked === given) continue;
      const key = `${asked} ${given}`;
      times.set(key, { asked, given, times: (times.get(key)?.times ?? 0) + 1 });
    }
  }
  return [...times.values()].sort((a, b) => b.times - a.times || a.asked - b.asked || a.given - b.given);
}
