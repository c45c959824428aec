// Saves the planned items of an import, a group per command, and waits for each command's outcome. A refused or invalid command
// is reported as a message and the import continues; a storage failure ends the import with a message.
import { errorToText } from '#schema/protocol/errors.ts';
import type { Applied } from '#src/replica/api.ts';
import { errorToProblem } from '#src/ui/save-outcome.ts';

/** A command that was passed to the replica. */
type Dispatched = Promise<{ applied: Promise<Applied> }>;

export interface Saved<Item> {
  /** The items that are in the rows now. */
  items: Item[];
  refusals: { item: Item; text: string }[];
  /** The message of the failure that ended the import early; null without one. */
  failure: string | null;
}

export interface SaveProgress {
  isStopped(): boolean;
  onProgress(done: number): void;
}

/** Errors after which every further command would fail too. */
const ENDING_CODES = new Set(['storage_full', 'storage_unavailable', 'internal']);

type Ended = { kind: 'applied' } | { kind: 'refused'; text: string } | { kind: 'failed'; text: string };

/** One command at a time, so that stopping takes effect at once and the page shows progress. */
export async function saveGroups<Item>(
  groups: readonly (readonly Item[])[],
  dispatch: (items: readonly [Item, ...Item[]]) => Dispatched,
  { isStopped, onProgress }: SaveProgress,
): Promise<Saved<Item>> {
  const saved: Saved<Item> = { items: [], refusals: [], failure: null };
  const waiting = groups.map((group) => [...group]);
  while (waiting.length > 0 && !isStopped()) {
    const [first, ...rest] = waiting.shift() ?? [];
    if (first === undefined) continue;
    const ended = await endOf(() => dispatch([first, ...rest]));
    if (ended.kind === 'failed') return { ...saved, failure: ended.text };
    if (ended.kind === 'applied') saved.items.push(first, ...rest);
    else if (rest.length === 0) saved.refusals.push({ item: first, text: ended.text });
    // One item caused the refusal; sent separately, the other items are accepted.
    else waiting.unshift(...[first, ...rest].map((item) => [item]));
    onProgress(saved.items.length);
  }
  return saved;
}

/** A command that must succeed for the import to continue, and the number of items it stands for. */
export interface Step {
  count: number;
  dispatch(): Dispatched;
}

/** Runs the steps in order. Returns the message of the first step that is refused or fails, else null. */
export async function takeSteps(steps: readonly Step[], onProgress: (done: number) => void): Promise<string | null> {
  let done = 0;
  for (const { count, dispatch } of steps) {
    const ended = await endOf(dispatch);
    if (ended.kind !== 'applied') return ended.text;
    done += count;
    onProgress(done);
  }
  return null;
}

async function endOf(dispatch: () => Dispatched): Promise<Ended> {
  try {
    const outcome = await (await dispatch()).applied;
    return outcome.kind === 'applied' ? outcome : { kind: 'refused', text: errorToText(outcome.error) };
  } catch (thrown) {
    const problem = errorToProblem(thrown);
    if (problem && !ENDING_CODES.has(problem.code)) return { kind: 'refused', text: errorToText(problem) };
    return { kind: 'failed', text: problem ? errorToText(problem) : messageOf(thrown) };
  }
}

export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
