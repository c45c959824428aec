// The person's events as a calendar file. Loaded on first use, because it brings the writer.
import { writeCalendar } from '#schema/planning/files/ics-write.ts';
import { now } from '#src/clock/clock.ts';
import type { Replica } from '#src/replica/api.ts';
import { saveFile } from '#src/ui/save-file.ts';
import { allEvents } from './queries.ts';

export async function exportCalendar(replica: Pick<Replica, 'query'>, today: string): Promise<void> {
  const rows = await replica.query(allEvents());
  const text = writeCalendar(
    'Cadence',
    rows.map((row) => ({ ...row, updated_at: now() })),
  );
  saveFile(new Blob([text], { type: 'text/calendar' }), `cadence-calendar-${today}.ics`);
}
