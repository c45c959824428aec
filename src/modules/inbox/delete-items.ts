// Several items deleted together, with one way back.
import type { Replica } from '#src/replica/api.ts';
import { outcomeOfAll } from '#src/ui/save-outcome.ts';
import { showProblem, showToast } from '#src/ui/toast.tsx';
import { addArgs } from './conversions.ts';
import type { InboxItem } from './model.ts';
import { filesOfItem, type ItemFile } from './queries.ts';
import { strings } from './strings.ts';

export async function deleteItems(replica: Replica, items: readonly InboxItem[]): Promise<void> {
  const files = await Promise.all(items.map(({ id }) => replica.query(filesOfItem(id))));
  const removals = items.map(({ id }) => ({ name: 'inbox.delete' as const, args: { id } }));
  const outcome = await outcomeOfAll(replica.dispatchAll(removals));
  if (!outcome.ok) return showProblem(outcome.error);
  showToast({
    message: strings.deletedMany(items.length),
    action: { label: strings.undo, run: () => void restoreItems(replica, items, files) },
  });
}

async function restoreItems(
  replica: Replica,
  items: readonly InboxItem[],
  files: readonly (readonly ItemFile[])[],
): Promise<void> {
  const additions = items.map((item, at) => ({ name: 'inbox.add' as const, args: addArgs(item, files[at] ?? []) }));
  const outcome = await outcomeOfAll(replica.dispatchAll(additions));
  if (!outcome.ok) showProblem(outcome.error);
}
