// Rest between sets. It follows from the instant the last set was ticked, so a reload, a dead battery or another device shows
// the same; only what the person changed (longer, skipped) is kept beside it, for that one set.
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface RestChange {
  setId: string;
  extraSeconds: number;
  isSkipped: boolean;
}

export const useRestChange = create<{ change: RestChange | null }>()(
  persist(() => ({ change: null as RestChange | null }), { name: 'cadence.rest' }),
);

const changeOf = (setId: string): RestChange => {
  const { change } = useRestChange.getState();
  return change?.setId === setId ? change : { setId, extraSeconds: 0, isSkipped: false };
};

export const lengthenRest = (setId: string, seconds: number): void => {
  const change = changeOf(setId);
  useRestChange.setState({ change: { ...change, extraSeconds: change.extraSeconds + seconds } });
};
export const skipRest = (setId: string): void => {
  useRestChange.setState({ change: { ...changeOf(setId), isSkipped: true } });
};

/** When rest ends; null when there is none, or it was skipped. */
export function restEndsAt(
  ticked: { setId: string; at: Date } | null,
  restSeconds: number,
  change: RestChange | null,
): Date | null {
  if (!ticked || restSeconds <= 0) return null;
  const own = change?.setId === ticked.setId ? change : null;
  if (own?.isSkipped) return null;
  return new Date(ticked.at.getTime() + (restSeconds + (own?.extraSeconds ?? 0)) * 1000);
}
