// Plans the next transfers of this device's blobs. Pure. Invariants: a blob that only this device has is never removed while a
// row may still refer to it; a blob is only uploaded for the person whose rows refer to it.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { Person, SyncStatus } from '#src/replica/api.ts';
import type { BlobOwner } from '../blob-index.ts';

/** Long enough for an undo, short enough that a removed file is soon gone. */
export const UNNAMED_GRACE_MS = 60_000;
/**
 * How long a stored file without any row is kept: the tab was closed between storing it and saving its row. The original still
 * exists elsewhere.
 */
export const NEVER_NAMED_MS = 7 * 24 * 3_600_000;

/** Whether all rows are here, so that a blob without a row is not needed. */
export const knowsAllRows = ({ kind }: SyncStatus): boolean => kind === 'synced' || kind === 'local';

export const canSend = (status: SyncStatus, person: Person | null): boolean =>
  person?.kind === 'signed-in' && (status.kind === 'synced' || status.kind === 'syncing');

/** What happens to the blobs of `owner` when `person` uses the device. */
export function planOwnership(owner: BlobOwner | undefined, person: Person): 'keep' | 'adopt' | 'wipe' {
  if (!owner) return 'adopt';
  if (owner.kind === person.kind && owner.userId === person.userId) return 'keep';
  // A local person who signs in keeps the files, like the commands.
  return owner.kind === 'local' && person.kind === 'signed-in' ? 'adopt' : 'wipe';
}

export interface UploadView {
  /** Bytes by hash. */
  kept: ReadonlyMap<string, number>;
  named: ReadonlySet<string>;
  stored: ReadonlySet<string>;
  /** Hashes that the server was asked about since this tab leads. */
  asked: ReadonlySet<string>;
  failed: ReadonlyMap<string, CadenceError>;
}

/**
 * The hashes to ask the server about, or the next blob to upload. Small blobs first, so that pictures reach other devices
 * before audio.
 */
export function planUpload(view: UploadView): { kind: 'ask'; sha256s: string[] } | { kind: 'send'; sha256: string } | null {
  const here = [...view.named].filter((sha256) => view.kept.has(sha256));
  const unasked = here.filter((sha256) => !view.asked.has(sha256));
  if (unasked.length > 0) return { kind: 'ask', sha256s: unasked };
  const next = here
    .filter((sha256) => !view.stored.has(sha256) && !view.failed.has(sha256))
    .toSorted((a, b) => (view.kept.get(a) ?? 0) - (view.kept.get(b) ?? 0) || (a < b ? -1 : 1))[0];
  return next === undefined ? null : { kind: 'send', sha256: next };
}

export interface SweepView {
  kept: ReadonlyMap<string, { keptAtMs: number }>;
  named: ReadonlySet<string>;
  /** Hashes that a row has referred to, now or earlier. */
  everNamed: ReadonlySet<string>;
  /** Since when no row refers to a blob, without an interruption in which rows were incomplete. */
  unnamedSinceMs: ReadonlyMap<string, number>;
}

/** The blobs to remove now, and those whose grace period begins. */
export function planSweep({ kept, named, everNamed, unnamedSinceMs }: SweepView, nowMs: number) {
  const remove: string[] = [];
  const begin: string[] = [];
  for (const [sha256, { keptAtMs }] of kept) {
    if (named.has(sha256)) continue;
    if (!everNamed.has(sha256)) {
      if (nowMs - keptAtMs > NEVER_NAMED_MS) remove.push(sha256);
      continue;
    }
    const since = unnamedSinceMs.get(sha256);
    if (since === undefined) begin.push(sha256);
    else if (nowMs - since >= UNNAMED_GRACE_MS) remove.push(sha256);
  }
  return { remove, begin };
}
