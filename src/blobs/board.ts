// What every tab knows of the blobs at this moment: which are kept here, which the server has, what is on its way. One tab
// changes something, all hear of it. Invariant: a state object stays the same until its blob changes, so React can compare.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { BlobState } from './api.ts';

export type UploadState = { kind: 'uploading'; part: number } | { kind: 'failed'; error: CadenceError };

type BoardChange =
  | { kind: 'kept'; sha256: string; size: number }
  | { kind: 'removed'; sha256: string }
  | { kind: 'stored'; sha256s: readonly string[]; stored: boolean }
  | { kind: 'upload'; sha256: string; state: UploadState | null }
  | { kind: 'cleared' };

export interface BoardChannel {
  postMessage(change: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

export interface UploadSummary {
  /** Kept here and not known to be on the server: on its way, refused, or waiting for a network, an account or a row. */
  waiting: number;
  /** Of the first that the server refused. */
  error: CadenceError | null;
}

export class BlobBoard {
  readonly #kept = new Map<string, number>();
  readonly #stored = new Set<string>();
  readonly #uploads = new Map<string, UploadState>();
  readonly #states = new Map<string, BlobState>();
  #summary: UploadSummary | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #channel: BoardChannel | null;

  constructor(channel: BoardChannel | null) {
    this.#channel = channel;
    if (channel) channel.onmessage = ({ data }: MessageEvent<BoardChange>) => this.#apply(data);
  }

  /** Tells this tab and all others. */
  say(change: BoardChange): void {
    this.#apply(change);
    this.#channel?.postMessage(change);
  }

  /** What was found at the start; tells nobody else. */
  load(kept: readonly { sha256: string; size: number }[], stored: readonly string[]): void {
    for (const { sha256, size } of kept) this.#kept.set(sha256, size);
    for (const sha256 of stored) this.#stored.add(sha256);
    this.#states.clear();
    this.#announce();
  }

  get kept(): ReadonlyMap<string, number> {
    return this.#kept;
  }

  get stored(): ReadonlySet<string> {
    return this.#stored;
  }

  keptBytes(): number {
    let sum = 0;
    for (const size of this.#kept.values()) sum += size;
    return sum;
  }

  summary(): UploadSummary {
    this.#summary ??= {
      waiting: [...this.#kept.keys()].filter((sha256) => !this.#stored.has(sha256)).length,
      error: [...this.#uploads.values()].find((upload) => upload.kind === 'failed')?.error ?? null,
    };
    return this.#summary;
  }

  state(sha256: string): BlobState {
    const known = this.#states.get(sha256);
    if (known) return known;
    const kept = this.#kept.has(sha256);
    const upload = this.#uploads.get(sha256);
    const state: BlobState = upload
      ? { kept, ...upload }
      : // What a row names and is not here came from another device, which sends it.
        { kept, kind: this.#stored.has(sha256) || !kept ? 'stored' : 'local' };
    this.#states.set(sha256, state);
    return state;
  }

  subscribe(onChange: () => void): () => void {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  }

  #apply(change: BoardChange): void {
    switch (change.kind) {
      case 'kept':
        this.#kept.set(change.sha256, change.size);
        this.#states.delete(change.sha256);
        break;
      case 'removed':
        this.#kept.delete(change.sha256);
        this.#uploads.delete(change.sha256);
        this.#states.delete(change.sha256);
        break;
      case 'stored':
        for (const sha256 of change.sha256s) {
          if (change.stored) this.#stored.add(sha256);
          else this.#stored.delete(sha256);
          this.#states.delete(sha256);
        }
        break;
      case 'upload':
        if (change.state) this.#uploads.set(change.sha256, change.state);
        else this.#uploads.delete(change.sha256);
        this.#states.delete(change.sha256);
        break;
      case 'cleared':
        for (const all of [this.#kept, this.#stored, this.#uploads, this.#states]) all.clear();
        break;
    }
    this.#announce();
  }

  #announce(): void {
    this.#summary = null;
    for (const listener of this.#listeners) listener();
  }
}
