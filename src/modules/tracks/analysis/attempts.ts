// What must outlive the tab: how often an analysis began and never ended, and what the person cancelled.
// Invariant: a file that takes the tab down with it is tried MOST_ATTEMPTS times, then its track says so.

export const MOST_ATTEMPTS = 3;
const KEY = 'cadence-analysis-attempts';
const CANCELLED = 'cancelled';

type Attempts = Record<string, number | typeof CANCELLED>;

export interface AttemptLog {
  /** Counts a beginning; the number of beginnings without an end, this one included. */
  begin(trackId: string): number;
  /** It ended, in whatever way, or the tab was closed in good order. */
  end(trackId: string): void;
  cancel(trackId: string): void;
  isCancelled(trackId: string): boolean;
}

type TextStorage = Pick<Storage, 'getItem' | 'setItem'>;

function read(storage: TextStorage): Attempts {
  try {
    const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? (stored as Attempts) : {};
  } catch {
    return {};
  }
}

export function createAttemptLog(storage: TextStorage): AttemptLog {
  const change = (trackId: string, value: Attempts[string] | undefined) => {
    const { [trackId]: _before, ...others } = read(storage);
    storage.setItem(KEY, JSON.stringify(value === undefined ? others : { ...others, [trackId]: value }));
  };
  return {
    begin(trackId) {
      const before = read(storage)[trackId];
      const count = (typeof before === 'number' ? before : 0) + 1;
      change(trackId, count);
      return count;
    },
    end: (trackId) => change(trackId, undefined),
    cancel: (trackId) => change(trackId, CANCELLED),
    isCancelled: (trackId) => read(storage)[trackId] === CANCELLED,
  };
}
