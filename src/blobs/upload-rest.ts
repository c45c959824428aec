// Uploading what waits before the device is erased: a file that only this device has would be lost with it.
import type { BlobFacts } from './blob-index.ts';
import type { BlobState } from './api.ts';

export interface RestPorts {
  readFacts(): Promise<readonly BlobFacts[]>;
  state(sha256: string): BlobState;
  /** Calls back after any change of a state. Returns a function that ends this. */
  subscribe(onChange: () => void): () => void;
  /** Sends again what waits or was refused. */
  retry(): void;
}

/** How often to look without a change of a state: the network may have gone. */
const LOOK_MS = 1_000;

/** The files on this device that a row refers to and that are not on the server, as far as this device knows. */
export async function filesOnlyHere({ readFacts, state }: RestPorts): Promise<string[]> {
  const facts = await readFacts();
  return facts.filter(({ sha256, named, stored }) => named && !stored && state(sha256).kept).map(({ sha256 }) => sha256);
}

/**
 * Resolves with the number of files that are still only here: 0 when all of them are uploaded, more when the server refuses
 * them, nothing can be sent now, or `signal` is aborted.
 */
export async function uploadRest(ports: RestPorts, canSend: () => boolean, signal: AbortSignal): Promise<number> {
  ports.retry();
  for (;;) {
    const left = await filesOnlyHere(ports);
    const isRefused = left.every((sha256) => ports.state(sha256).kind === 'failed');
    if (isRefused || !canSend() || signal.aborted) return left.length;
    await change(ports, signal);
  }
}

function change({ subscribe }: RestPorts, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = subscribe(done);
    const timer = setTimeout(done, LOOK_MS);
    signal.addEventListener('abort', done);
  });
}
