// The state of bringing in an archive. It outlives the page: on the way the account takes another person id, and the page is built again.
// Invariants: nothing is written before the person has seen what is in the archive; once the rows are sent, it ends by itself.
import { wrap, proxy, type Remote } from 'comlink';
import { create } from 'zustand';
import type { ArrivalAnswer } from '#schema/leaving/arrival.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { openBlobServer } from '#src/blobs/public.ts';
import { endWithPage } from '#src/page-lifetime.ts';
import type { Replica } from '#src/replica/public.ts';
import { errorToProblem } from '#src/ui/save-outcome.ts';
import type { ArchiveFacts } from './archive-reader.ts';
import { isAccountOf, sendArchive } from './arrival-client.ts';
import type { ArchiveCalls } from './serve.ts';
import { arrivalStrings as words } from './strings.ts';
import { uploadFiles, type FilesEnd, type UploadProgress } from './upload-files.ts';

interface Seen {
  facts: ArchiveFacts;
  /** What the server would do; null when the archive itself has problems. */
  trial: ArrivalAnswer | null;
}

export type Arrival =
  | { kind: 'choosing'; text: string | null }
  | { kind: 'reading'; rows: number }
  | { kind: 'checking'; facts: ArchiveFacts }
  | { kind: 'unknown'; reason: string }
  | { kind: 'refused'; facts: ArchiveFacts; error: CadenceError }
  | ({ kind: 'seen' } & Seen)
  | ({ kind: 'uploading'; progress: UploadProgress } & Seen)
  | ({ kind: 'sending' } & Seen)
  | { kind: 'following' }
  /** `unsure`: the answer of the server was lost. */
  | ({ kind: 'failed'; error: CadenceError | null; unsure: boolean } & Seen)
  | { kind: 'ended'; rows: number | null; files: number; refusedFiles: readonly string[]; hasFollowed: boolean };

export const useArrival = create<{ arrival: Arrival }>(() => ({ arrival: { kind: 'choosing', text: null } }));

const show = (arrival: Arrival): void => useArrival.setState({ arrival });

let worker: { thread: Worker; calls: Remote<ArchiveCalls> } | null = null;
let stopping: AbortController | null = null;

function calls(): Remote<ArchiveCalls> {
  if (worker === null) {
    const thread = endWithPage(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'archive' }));
    worker = { thread, calls: wrap<ArchiveCalls>(thread) };
  }
  return worker.calls;
}

export function reset(text: string | null = null): void {
  worker?.thread.terminate();
  worker = null;
  show({ kind: 'choosing', text });
}

export function stop(): void {
  stopping?.abort();
  if (useArrival.getState().arrival.kind === 'reading') reset();
}

/** Reads the archive, then has the server try it without keeping anything. */
export function choose(file: File, person: string): Promise<void> {
  return readAndTry(file, person).catch((error: unknown) => {
    // The file was moved, or the worker ran out of memory.
    show({ kind: 'unknown', reason: words.unreadable });
    throw error;
  });
}

async function readAndTry(file: File, person: string): Promise<void> {
  show({ kind: 'reading', rows: 0 });
  const onRows = proxy((rows: number) => {
    if (useArrival.getState().arrival.kind === 'reading') show({ kind: 'reading', rows });
  });
  const answer = await calls().read(file, onRows);
  if (answer.kind === 'stopped') return reset();
  if (answer.kind === 'unknown') return show(answer);
  const { facts } = answer;
  if (facts.person.id === person) return show({ kind: 'unknown', reason: words.isHere });
  if (facts.problems.length > 0) return show({ kind: 'seen', facts, trial: null });
  show({ kind: 'checking', facts });
  const trial = await sendArchive(await calls().body({ isTrial: true, leavesOut: true }), person);
  if (trial.ok) show({ kind: 'seen', facts, trial: trial.value });
  else show({ kind: 'refused', facts, error: trial.error });
}

/** Uploads the files, sends the rows, and has this device follow the account. Run again, it continues. */
export function bringIn(replica: Pick<Replica, 'signedIn'>, person: string, seen: Seen): Promise<void> {
  return sendAll(replica, person, seen).catch((error: unknown) => {
    show({ kind: 'failed', error: null, unsure: true, ...seen });
    throw error;
  });
}

async function sendAll(replica: Pick<Replica, 'signedIn'>, person: string, seen: Seen): Promise<void> {
  const { facts } = seen;
  if (await isAccountOf(facts.person.id)) return follow(replica, { rows: null, files: facts.files.length, refusedFiles: [] });
  const files = await sendFiles(person, seen);
  if (files.kind === 'stopped') return show({ kind: 'seen', ...seen });
  if (files.kind === 'failed') return show({ kind: 'failed', error: files.error, unsure: false, ...seen });
  show({ kind: 'sending', ...seen });
  const answer = await sendArchive(
    await calls().body({ isTrial: false, leavesOut: seen.trial !== null && seen.trial.lacking.length > 0 }),
    person,
  );
  const refusedFiles = files.refused.map(({ sha256 }) => sha256);
  const ended = { rows: answer.ok ? answer.value.rows : null, files: facts.files.length - refusedFiles.length, refusedFiles };
  if (answer.ok) return follow(replica, ended);
  const isIn = await isAccountOf(facts.person.id);
  if (isIn) return follow(replica, ended);
  show({ kind: 'failed', error: answer.error, unsure: isIn === null, ...seen });
}

async function sendFiles(person: string, seen: Seen): Promise<FilesEnd> {
  const { files } = seen.facts;
  if (files.length === 0) return { kind: 'done', refused: [] };
  const { signal } = (stopping = new AbortController());
  const onProgress = (progress: UploadProgress) => {
    if (!signal.aborted) show({ kind: 'uploading', progress, ...seen });
  };
  onProgress({ files: 0, bytes: 0 });
  const server = await openBlobServer();
  return uploadFiles(files, { server, person, open: (sha256) => calls().blob(sha256), signal, onProgress });
}

/** The same way as signing in: the device drops the rows of the former id and fetches those of the account. */
async function follow(
  replica: Pick<Replica, 'signedIn'>,
  ended: Pick<Extract<Arrival, { kind: 'ended' }>, 'rows' | 'files' | 'refusedFiles'>,
): Promise<void> {
  show({ kind: 'following' });
  let hasFollowed = true;
  try {
    await replica.signedIn();
  } catch (error) {
    if (errorToProblem(error) === null) throw error;
    hasFollowed = false;
  }
  worker?.thread.terminate();
  worker = null;
  show({ kind: 'ended', ...ended, hasFollowed });
}
