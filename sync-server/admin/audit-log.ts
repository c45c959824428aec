// Reads the audit log: pages of it with filters, and all that matches as CSV, streamed.
import { toCsv } from '#schema/files/csv.ts';
import type { AuditEntry } from '#schema/protocol/admin.ts';
import type { Pool } from '../db/pool.ts';
import { likePattern, pageOf, PAGE_ROWS, type Cursor } from './pages.ts';

export interface AuditFilter {
  /** Part of an email address of who acted or was acted on, or an id, or a network address. */
  who?: string | undefined;
  events?: readonly string[] | undefined;
  status?: string | undefined;
  /** Instants: the first included, the last not. */
  from?: Date | undefined;
  to?: Date | undefined;
  /** Only entries in which this person acted or was acted on. */
  personId?: string | undefined;
}

interface AuditRow {
  id: string;
  created_at: Date;
  cursor_at: string;
  event_type: string;
  action: string;
  status: string;
  user_id: string | null;
  email: string | null;
  resource_type: string | null;
  resource_id: string | null;
  resource_email: string | null;
  ip_address: string | null;
  user_agent: string | null;
  details: Record<string, unknown>;
}

const entriesSql = (limit: number) => `
  select a.id, a.created_at, a.created_at::text as cursor_at, a.event_type, a.action, a.status, a.user_id, u.email, a.resource_type,
         a.resource_id, p.email as resource_email, a.ip_address, a.user_agent, a.details
    from audit_log a
    left join users u on u.id = a.user_id
    left join users p on a.resource_type in ('person', 'account') and p.id::text = a.resource_id
   where ($1::text is null or u.email ilike $1 or p.email ilike $1 or a.user_id::text ilike $1 or a.resource_id ilike $1
          or a.ip_address ilike $1)
     and ($2::text[] is null or a.event_type = any($2))
     and ($3::text is null or a.status = $3)
     and ($4::timestamptz is null or a.created_at >= $4)
     and ($5::timestamptz is null or a.created_at < $5)
     and ($6::uuid is null or a.user_id = $6::uuid or (a.resource_type in ('person', 'account') and a.resource_id = $6::uuid::text))
     and ($7::timestamptz is null or (a.created_at, a.id) < ($7::timestamptz, $8::uuid))
   order by a.created_at desc, a.id desc limit ${limit}`;

const valuesOf = ({ who, events, status, from, to, personId }: AuditFilter, cursor: Cursor | undefined) => [
  who === undefined ? null : likePattern(who),
  events === undefined ? null : [...events],
  ...[status ?? null, from ?? null, to ?? null, personId ?? null, cursor?.at ?? null, cursor?.id ?? null],
];

/** Newest first. */
export async function listAudit(
  pool: Pool,
  filter: AuditFilter,
  cursor: Cursor | undefined,
): Promise<{ entries: AuditEntry[]; next: string | null }> {
  const { rows } = await pool.query<AuditRow>(entriesSql(PAGE_ROWS + 1), valuesOf(filter, cursor));
  const page = pageOf(rows);
  return { entries: page.rows.map(rowToEntry), next: page.next };
}

const rowToEntry = (row: AuditRow): AuditEntry => ({
  ...{ id: row.id, at: row.created_at.toISOString(), event: row.event_type, action: row.action, status: row.status },
  ...{ userId: row.user_id, email: row.email, address: row.ip_address, agent: row.user_agent, details: row.details },
  ...{ resourceType: row.resource_type, resourceId: row.resource_id, resourceEmail: row.resource_email },
});

const CSV_PAGE_ROWS = 1_000;
const HEAD = [
  ...[
    'time',
    'event',
    'action',
    'status',
    'person_id',
    'person',
    'resource',
    'resource_id',
    'resource_person',
    'address',
    'agent',
  ],
  'details',
];

/** Lines of CSV with a head, page by page, so that a log of years takes little memory. */
export async function* auditCsv(pool: Pool, filter: AuditFilter): AsyncGenerator<string> {
  yield toCsv([HEAD]);
  let cursor: Cursor | undefined;
  for (;;) {
    const { rows } = await pool.query<AuditRow>(entriesSql(CSV_PAGE_ROWS), valuesOf(filter, cursor));
    const last = rows.at(-1);
    if (!last) return;
    cursor = { at: last.cursor_at, id: last.id };
    yield toCsv(rows.map(rowToEntry).map(entryToCells));
    if (rows.length < CSV_PAGE_ROWS) return;
  }
}

const entryToCells = (entry: AuditEntry): string[] => [
  ...[entry.at, entry.event, entry.action, entry.status, entry.userId ?? '', entry.email ?? '', entry.resourceType ?? ''],
  ...[entry.resourceId ?? '', entry.resourceEmail ?? '', entry.address ?? '', entry.agent ?? '', JSON.stringify(entry.details)],
];
