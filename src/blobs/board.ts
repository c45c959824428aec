// The current state of the blobs, the same in every tab: which are on this device, which are on the server, which are in
// transfer. A change in one tab is sent to all. Invariant: a state object stays the same until its blob changes, so that React
// can compare by identity.
import type { CadenceError } from '#schema/protocol/errors.ts';
import { Subscribers } from '#src/subscribers.ts';
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
  /**
   * Blobs on this device and not known to be on the server: uploading, refused, or waiting for a network, an account or a row.
   */
  waiting: number;
  /** The error of the first blob that the server refused. */
  error: CadenceError | null;
}

export class BlobBoard {
  readonly #kept = new Map<string, number>();
  readonly #stored = new Set<string>();
  readonly #uploads = new Map<string, UploadState>();
  readonly #states = new Map<string, BlobState>();
  #summary: UploadSummary | null = null;
  #isLoaded = false;
  readonly #subscribers = new Subscribers();
  readonly #channel: BoardChannel | null;

  constructor(channel: BoardChannel | null) {
    this.#channel = channel;
    if (channel) channel.onmessage = ({ data }: MessageEvent<BoardChange>) => this.#apply(data);
  }

  /** Applies the change in this tab and sends it to all others. */
  say(change: BoardChange): void {
    this.#apply(change);
    this.#channel?.postMessage(change);
  }

  /** The state found at start; not sent to other tabs. */
  load(kept: readonly { sha256: string; size: number }[], stored: readonly string[]): void {
    for (const { sha256, size } of kept) this.#kept.set(sha256, size);
    for (const sha256 of stored) this.#stored.add(sha256);
    this.#isLoaded = true;
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
    const state: BlobState = upload ? { kept, ...upload } : { kept, kind: this.#place(sha256, kept) };
    this.#states.set(sha256, state);
    return state;
  }

  #place(sha256: string, kept: boolean): 'unknown' | 'stored' | 'local' {
    if (!kept && !this.#isLoaded) return 'unknown';
    // A blob that a row refers to and that is not here was made on another device, which uploads it.
    return this.#stored.has(sha256) || !kept ? 'stored' : 'local';
  }

  subscribe(onChange: () => void): () => void {
    return this.#subscribers.subscribe(onChange);
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
    this.#subscribers.tell();
  }
}
