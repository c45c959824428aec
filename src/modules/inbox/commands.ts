// What capturing does beyond saving one command: it reads the quick syntax and says what was captured.
import type { Priority } from '#schema/inbox/rules.ts';
import { newId } from '#schema/ids.ts';
import type { SaveOutcome } from '#src/ui/save-outcome.ts';
import { showProblem, showToast } from '#src/ui/toast.tsx';
import type { CommandArgs } from '#schema/commands.ts';
import type { Save } from '../use-run.ts';
import { textToDraft, understood, type CaptureDraft } from './model.ts';
import { strings } from './strings.ts';

export interface CaptureArgs extends CaptureDraft {
  tags: string[];
  priority: Priority | null;
  dueOn: string | null;
  files?: CommandArgs<'inbox.add'>['files'];
}

export async function capture(save: Save, args: CaptureArgs): Promise<SaveOutcome> {
  const outcome = await save('inbox.add', { id: newId(), ...args });
  if (outcome.ok) showToast({ message: strings.captured });
  return outcome;
}

/** One line of text in the quick syntax; false when there was nothing to keep. */
export async function captureText(save: Save, text: string, today: string): Promise<boolean> {
  const { text: words, ...marks } = understood(text, today, false);
  const draft = textToDraft(words);
  if (draft === null) return false;
  const outcome = await capture(save, { ...draft, ...marks });
  if (!outcome.ok) showProblem(outcome.error);
  return outcome.ok;
}
