// What notes does beyond saving one command: it takes a deletion back.
import { showToast } from '#src/ui/toast.tsx';
import type { Run } from '../use-run.ts';
import type { NotesRecord } from './queries.ts';
import { strings } from './strings.ts';

export async function deleteRecord(run: Run, { id, title }: NotesRecord): Promise<void> {
  if (!(await run('notes.delete', { id }))) return;
  const restore = () => void run('notes.add', { id, title });
  showToast({ message: strings.deleted, action: { label: strings.undo, run: restore } });
}
