// What the market does beyond saving one command: it says what was bought, and takes deletions and uses back.
import { newId } from '#schema/ids.ts';
import { showToast } from '#src/ui/toast.tsx';
import type { Run } from '../use-run.ts';
import type { Offer } from './model.ts';
import { strings } from './strings.ts';

export async function buy(run: Run, { id: itemId, name }: Offer, day: string): Promise<boolean> {
  const id = newId();
  const isBought = await run('market.buy', { id, itemId, day });
  if (isBought) {
    showToast({
      message: strings.bought(name),
      action: { label: strings.undo, run: () => void run('market.refund', { id }) },
    });
  }
  return isBought;
}

export async function enjoy(run: Run, { id, name }: { id: string; name: string }, day: string): Promise<void> {
  if (!(await run('market.use', { id, day }))) return;
  showToast({ message: strings.usedNow(name), action: { label: strings.unuse, run: () => void run('market.unuse', { id }) } });
}

export async function deleteReward(run: Run, { id, name, description, cost }: Offer): Promise<void> {
  if (!(await run('market.deleteReward', { id }))) return;
  const restored = { id, name, description: description || null, cost };
  showToast({ message: strings.deleted, action: { label: strings.undo, run: () => void run('market.addReward', restored) } });
}
