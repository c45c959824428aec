// What quests do beyond saving one command: a deletion can be taken back.
import { showToast } from '#src/ui/toast.tsx';
import type { Run } from '../use-run.ts';
import type { OwnQuest } from './model.ts';
import { strings } from './strings.ts';

export async function deleteQuest(run: Run, quest: OwnQuest): Promise<void> {
  if (!(await run('quests.delete', { id: quest.id }))) return;
  const { id, title, description, difficulty, repeat, expiresAt } = quest;
  const restored = {
    id,
    title,
    description: description || null,
    difficulty,
    repeat,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
  showToast({ message: strings.deleted, action: { label: strings.undo, run: () => void run('quests.create', restored) } });
}
