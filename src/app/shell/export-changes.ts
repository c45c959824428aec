// Writes waiting and refused changes to a JSON file that the person can keep.
import type { Replica } from '#src/replica/api.ts';
import { saveFile } from '#src/ui/save-file.ts';

export async function exportChanges(replica: Replica): Promise<void> {
  const { clientId, outbox } = await replica.diagnostics();
  const content = { exportedAt: new Date().toISOString(), clientId, waiting: outbox.pending, refused: replica.rejected() };
  const file = new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' });
  saveFile(file, `cadence-changes-${content.exportedAt.slice(0, 10)}.json`);
}
