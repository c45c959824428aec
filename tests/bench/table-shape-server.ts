// A separate process for the bench: serves each table as its own shape, as a sync engine with one shape per table does. It
// implements as much of the Electric protocol as a first read needs. DATABASE_URL and TABLES (comma-separated names) configure
// it.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import pg from 'pg';

/** About 5 MB of messages per page; Electric's own pages have up to 10 MB. */
const PAGE_ROWS = 10_000;
const UP_TO_DATE = '{"headers":{"control":"up-to-date","global_last_seen_lsn":"0"}}';

interface Column {
  name: string;
  type: string;
  dims: number;
}

// Values stay the text that Postgres sends, as the protocol requires.
const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'],
  options: '-c TimeZone=UTC',
  types: { getTypeParser: () => (text: string) => text },
});

const columnsByTable = new Map<string, Column[]>();
for (const table of (process.env['TABLES'] ?? '').split(',')) {
  const { rows } = await pool.query<{ name: string; type: string; dims: string }>(
    `select a.attname as name, ltrim(t.typname, '_') as type, case when t.typcategory = 'A' then 1 else 0 end as dims
       from pg_attribute a join pg_type t on t.oid = a.atttypid
      where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [table],
  );
  columnsByTable.set(
    table,
    rows.map(({ name, type, dims }) => ({ name, type, dims: Number(dims) })),
  );
}

const schemaOf = (columns: readonly Column[]): string =>
  JSON.stringify(Object.fromEntries(columns.map(({ name, type, dims }) => [name, dims > 0 ? { type, dims } : { type }])));

async function readPage(
  table: string,
  columns: readonly Column[],
  from: number,
): Promise<{ body: string; end: number; isLast: boolean }> {
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const { rows } = await pool.query<Record<string, string | null>>(
    `select ${names} from "${table}" order by id limit ${PAGE_ROWS} offset ${from}`,
  );
  const headers = { operation: 'insert', relation: ['public', table] };
  const messages = rows.map((value) => JSON.stringify({ key: `"public"."${table}"/"${value['id']}"`, value, headers }));
  const isLast = rows.length < PAGE_ROWS;
  if (isLast) messages.push(UP_TO_DATE);
  return { body: `[${messages.join(',')}]`, end: from + rows.length, isLast };
}

async function answer(url: URL, response: ServerResponse): Promise<void> {
  const table = url.searchParams.get('table') ?? '';
  const columns = columnsByTable.get(table);
  if (!columns) return void response.writeHead(404).end();
  // Nothing changes while the bench runs, so a live request waits until its client disconnects.
  if (url.searchParams.get('live') === 'true') return;
  const offset = url.searchParams.get('offset') ?? '-1';
  const { body, end, isLast } = await readPage(table, columns, offset === '-1' ? 0 : Number(offset.split('_')[1]));
  response.writeHead(200, {
    'content-type': 'application/json',
    'electric-handle': `${table}-1`,
    'electric-offset': `0_${end}`,
    'electric-schema': schemaOf(columns),
    ...(isLast && { 'electric-up-to-date': '' }),
  });
  response.end(body);
}

const server = createServer((request, response) => {
  answer(new URL(request.url ?? '/', 'http://localhost'), response).catch(() => response.destroy());
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('no port');
process.stdout.write(`ready http://127.0.0.1:${address.port}\n`);
