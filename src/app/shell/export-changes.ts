// Writes waiting and refused changes to a JSON file that the person can keep.
import type { Replica } from '#src/replica/api.ts';

export async function exportChanges(replica: Replica): Promise<void> {
  const { clientId, outbox } = await replica.diagnostics();
  const content = { exportedAt: new Date().toISOString(), clientId, waiting: outbox.pending, refused: replica.rejected() };
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `cadence-changes-${content.exportedAt.slice(0, 10)}.json`;
  link.click();
  // A started download no longer needs the URL.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
