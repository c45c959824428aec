// What the inbox does beyond saving one command: says what was captured, and takes a deletion back.
import { newId } from '#schema/ids.ts';
import type { SaveOutcome } from '#src/ui/save-outcome.ts';
import { showProblem, showToast } from '#src/ui/toast.tsx';
import type { Run, Save } from '../use-run.ts';
import { textToDraft, type CaptureDraft, type InboxItem } from './model.ts';
import { strings } from './strings.ts';

export interface CaptureArgs extends CaptureDraft {
  tags: string[];
}

export async function capture(save: Save, args: CaptureArgs): Promise<SaveOutcome> {
  const outcome = await save('inbox.add', { id: newId(), ...args });
  if (outcome.ok) showToast({ message: strings.captured });
  return outcome;
}

/** One line of text, without tags; false when there was nothing to keep. */
export async function captureText(save: Save, text: string): Promise<boolean> {
  const draft = textToDraft(text);
  if (draft === null) return false;
  const outcome = await capture(save, { ...draft, tags: [] });
  if (!outcome.ok) showProblem(outcome.error);
  return outcome.ok;
}

export async function deleteItem(run: Run, item: InboxItem): Promise<void> {
  if (!(await run('inbox.delete', { id: item.id }))) return;
  showToast({ message: strings.deleted, action: { label: strings.undo, run: () => void restoreItem(run, item) } });
}

const restoreItem = (run: Run, { id, title, description, tags, created_at }: InboxItem): Promise<boolean> =>
  run('inbox.add', { id, title, description, tags, capturedAt: created_at.toISOString() });
