// The page's one frames worker, and what is open in it. Invariant: a track is open and loads while at least one view shows
// it, whichever view that is; it is loaded once for all of them.
import { wrap, type Remote } from 'comlink';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { endWithPage } from '#src/page-lifetime.ts';
import { Subscribers } from '#src/subscribers.ts';
import type { FramesWorker } from '#src/workers/frames/api.ts';
import type { LoadState, TrackFrames } from './api.ts';
import { loadFrames, type LoadFramesOptions } from './load-frames.ts';

interface HeldTrack {
  state: LoadState;
  subscribers: Subscribers<[state: LoadState]>;
  loading: AbortController;
}

let worker: Remote<FramesWorker> | null = null;
const heldByKey = new Map<string, HeldTrack>();

/** Started when a track is first looked at. */
export function framesWorker(): Remote<FramesWorker> {
  worker ??= wrap<FramesWorker>(
    endWithPage(new Worker(new URL('../../../workers/frames/main.ts', import.meta.url), { type: 'module', name: 'frames' })),
  );
  return worker;
}

const unexpected = (cause: unknown): CadenceError => ({
  code: 'bad_file',
  detail: cause instanceof Error ? cause.message : String(cause),
});

function load(frames: TrackFrames, blobs: LoadFramesOptions['blobs']): HeldTrack {
  const loading = new AbortController();
  const held: HeldTrack = { state: { kind: 'loading', part: 0 }, subscribers: new Subscribers(), loading };
  const become = (state: LoadState) => {
    if (loading.signal.aborted) return;
    held.state = state;
    held.subscribers.tell(state);
  };
  loadFrames(frames, {
    blobs,
    sink: framesWorker(),
    signal: loading.signal,
    onPart: (part) => become({ kind: 'loading', part }),
  }).then(
    (error) => become(error ? { kind: 'failed', error } : { kind: 'ready' }),
    (cause: unknown) => become({ kind: 'failed', error: unexpected(cause) }),
  );
  return held;
}

/** Opens a track in the worker, or joins who has it open. `onState` is called now and until the function returned is. */
export function holdTrack(
  frames: TrackFrames,
  blobs: LoadFramesOptions['blobs'],
  onState: (state: LoadState) => void,
): () => void {
  const held = heldByKey.get(frames.key) ?? load(frames, blobs);
  heldByKey.set(frames.key, held);
  // A function of its own for each view, though two views may pass the same one.
  const unsubscribe = held.subscribers.subscribe((state) => onState(state));
  onState(held.state);
  return () => {
    unsubscribe();
    if (held.subscribers.size > 0) return;
    held.loading.abort();
    heldByKey.delete(frames.key);
    void framesWorker().close(frames.key);
  };
}
