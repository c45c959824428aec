// Pocket's CSV and Pinboard's JSON.
import { fromCsvCell } from '../../files/csv.ts';
import type { Format } from '../../files/format.ts';
import { webAddress } from '../rules/url.ts';
import { NoteRecords, type NoteFile } from './note-file.ts';

export const pocketFormat: Format<NoteFile> = {
  id: 'pocket',
  domain: 'notes',
  name: 'Pocket',
  sniff({ table }) {
    const cells = table.rows[0]?.cells ?? [];
    return ['title', 'url', 'time_added', 'status'].every((name) => cells.includes(name))
      ? { confidence: 0.98 }
      : { reason: null };
  },
  read({ table: { rows } }, { now }) {
    const records = new NoteRecords(now);
    const at = new Map((rows[0]?.cells ?? []).map((name, index) => [name.trim(), index]));
    for (const { cells, line } of rows.slice(1)) {
      const cell = (name: string): string => fromCsvCell(cells[at.get(name) ?? -1] ?? '').trim();
      const url = webAddress(cell('url'));
      if (url === null) {
        records.error(line, `“${cell('url').slice(0, 60)}” is no web address.`);
        continue;
      }
      records.add(line, {
        kind: 'reference',
        url,
        title: cell('title'),
        tags: cell('tags').split('|'),
        reading: cell('status') === 'archive' ? 'read' : 'later',
        addedAt: records.moment(line, cell('time_added')),
      });
    }
    return records.result('pocket');
  },
};

type Fields = Readonly<Record<string, unknown>>;

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const pinboardFormat: Format<NoteFile> = {
  id: 'pinboard',
  domain: 'notes',
  name: 'Pinboard',
  sniff({ text }) {
    if (!/^\s*\[\s*\{/.test(text.slice(0, 200))) return { reason: null };
    const all = parsedJson(text);
    const first: unknown = Array.isArray(all) ? all[0] : undefined;
    return isFields(first) && 'href' in first && 'description' in first ? { confidence: 0.97 } : { reason: null };
  },
  read({ text }, { now }) {
    const records = new NoteRecords(now);
    const all = parsedJson(text);
    for (const [index, one] of (Array.isArray(all) ? (all as unknown[]) : []).entries()) {
      const line = index + 1;
      const url = isFields(one) ? webAddress(textOf(one['href'])) : null;
      if (!isFields(one) || url === null) {
        records.error(line, `The ${line}. bookmark has no web address.`);
        continue;
      }
      const at = new Date(textOf(one['time']));
      records.add(line, {
        kind: 'reference',
        url,
        title: textOf(one['description']),
        content: textOf(one['extended']),
        tags: textOf(one['tags']).split(/\s+/),
        reading: textOf(one['toread']) === 'yes' ? 'later' : 'none',
        addedAt: Number.isNaN(at.getTime()) || at > now ? null : at.toISOString(),
      });
    }
    return records.result('pinboard');
  },
};
