// What to do next with the blobs of this device: pure. Invariants: nothing that only this device has is ever removed while a
// row may still name it; a blob is never sent for another person than the one whose rows name it.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { Person, SyncStatus } from '#src/replica/api.ts';
import type { BlobOwner } from '../blob-index.ts';

/** Long enough for an undo, short enough that "removed" means removed. */
export const UNNAMED_GRACE_MS = 60_000;
/** A file that was copied in and that no row ever named: the tab was closed between the two. The original is still elsewhere. */
export const NEVER_NAMED_MS = 7 * 24 * 3_600_000;

/** Whether rows can be trusted to be all there: then what they do not name is not needed. */
export const knowsAllRows = ({ kind }: SyncStatus): boolean => kind === 'synced' || kind === 'local';

export const canSend = (status: SyncStatus, person: Person | null): boolean =>
  person?.kind === 'signed-in' && (status.kind === 'synced' || status.kind === 'syncing');

/** What becomes of the blobs of `owner` when `person` uses the device. */
export function planOwnership(owner: BlobOwner | undefined, person: Person): 'keep' | 'adopt' | 'wipe' {
  if (!owner) return 'adopt';
  if (owner.kind === person.kind && owner.userId === person.userId) return 'keep';
  // Who worked without an account and signs in brings the files along, as the commands.
  return owner.kind === 'local' && person.kind === 'signed-in' ? 'adopt' : 'wipe';
}

export interface UploadView {
  /** Bytes by hash. */
  kept: ReadonlyMap<string, number>;
  named: ReadonlySet<string>;
  stored: ReadonlySet<string>;
  /** Whether the server was asked for it since this tab leads. */
  asked: ReadonlySet<string>;
  failed: ReadonlyMap<string, CadenceError>;
}

/** Hashes to ask the server for, or the next one to send. Small ones first: pictures reach the other device before the sound. */
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
  /** Named by a row at some time, now or before. */
  everNamed: ReadonlySet<string>;
  /** Since when no row names it, without a break in which rows were not all known. */
  unnamedSinceMs: ReadonlyMap<string, number>;
}

/** The blobs to remove now, and those whose time begins. */
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
