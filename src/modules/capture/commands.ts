// What can be done to the inbox. Each call saves a command; nothing here waits for the network.
import { newId } from '#schema/ids.ts';
import type { Replica } from '#src/replica/api.ts';
import { reportFailure, showToast } from '#src/ui/toast.tsx';
import { textToDraft, type CaptureDraft, type InboxItem } from './model.ts';
import { strings } from './strings.ts';

export async function capture(replica: Replica, draft: CaptureDraft, tags: string[]): Promise<boolean> {
  const isSaved = await reportFailure(replica.dispatch('capture.add', { id: newId(), ...draft, tags }));
  if (isSaved) showToast({ message: strings.captured });
  return isSaved;
}

/** One line of text, without tags; false when there was nothing to keep. */
export async function captureText(replica: Replica, text: string): Promise<boolean> {
  const draft = textToDraft(text);
  return draft !== null && capture(replica, draft, []);
}

export const editItem = (replica: Replica, id: string, draft: CaptureDraft, tags: string[]): Promise<boolean> =>
  reportFailure(replica.dispatch('capture.edit', { id, ...draft, tags }));

export async function deleteItem(replica: Replica, item: InboxItem): Promise<void> {
  if (!(await reportFailure(replica.dispatch('capture.delete', { id: item.id })))) return;
  showToast({ message: strings.deleted, action: { label: strings.undo, run: () => void restoreItem(replica, item) } });
}

const restoreItem = (replica: Replica, { id, title, description, tags, created_at }: InboxItem): Promise<boolean> =>
  reportFailure(replica.dispatch('capture.add', { id, title, description, tags, capturedAt: created_at.toISOString() }));
