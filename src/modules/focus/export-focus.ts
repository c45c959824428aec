// The person's focus sessions as a CSV file. Loaded on first use.
import { toCsv } from '#schema/files/csv.ts';
import type { Replica } from '#src/replica/api.ts';
import { saveFile } from '#src/ui/save-file.ts';
import { focusForExport, type ExportedFocusRow } from './queries.ts';

const COLUMNS = [
  'Day',
  'Start (UTC)',
  'End (UTC)',
  'Focused seconds',
  'Planned seconds',
  'Timer',
  'Status',
  'Title',
  'Linked to',
  'Tag',
  'Pauses',
  'Interruptions',
  'XP',
  'Coins',
];

export async function exportFocus(replica: Pick<Replica, 'query'>, today: string): Promise<void> {
  const text = focusToCsv(await replica.query(focusForExport()));
  saveFile(new Blob([text], { type: 'text/csv' }), `cadence-focus-${today}.csv`);
}

export const focusToCsv = (rows: readonly ExportedFocusRow[]): string => toCsv([COLUMNS, ...rows.map(toCells)]);

function toCells(row: ExportedFocusRow): (string | number)[] {
  const end = row.completed_at ?? row.abandoned_at ?? row.expires_at;
  return [
    row.day ?? '',
    row.started_at.toISOString(),
    end?.toISOString() ?? '',
    row.focused_seconds ?? 0,
    row.duration_seconds ?? '',
    row.mode,
    row.status,
    row.task_title ?? '',
    row.task_kind ?? '',
    row.tag ?? '',
    Number(row.pauses ?? 0),
    row.interruptions,
    row.xp_awarded,
    row.coins_awarded,
  ];
}
