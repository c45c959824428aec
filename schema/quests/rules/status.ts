// What becomes of an accepted quest when its progress changes. Undoing an action takes the progress back, and the reward with
// it when it was claimed.
export type QuestStatus = 'available' | 'accepted' | 'in_progress' | 'completed' | 'claimed' | 'expired' | 'abandoned';

export interface Standing {
  status: QuestStatus;
  /** Whether the claimed reward must be taken back. */
  isReversed: boolean;
}

export function standingAfter(status: QuestStatus, progress: number, target: number): Standing {
  if (progress >= target) return { status: status === 'claimed' ? 'claimed' : 'completed', isReversed: false };
  return { status: progress > 0 ? 'in_progress' : 'accepted', isReversed: status === 'claimed' };
}
