// `npm run seed:demo -- [--email ada@example.org] [--seed N] [--end YYYY-MM-DD] [--zone Area/City]`: a year of one person in
// all domains, on DATABASE_URL, else on the embedded Postgres of DATA_DIR, whether its server runs or not.
import { parseArgs } from 'node:util';
import { contentSets } from '#schema/content.ts';
import { installSet } from '#schema/content-set.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { createPool, type Pool } from '#server/db/pool.ts';
import { withSession } from '#server/db/session.ts';
import { readEnv } from '#server/env.ts';
import { createLog } from '#server/log.ts';
import { seedDemo } from './demo/seed.ts';
import { runningDatabaseUrl } from './running-database.ts';

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const now = new Date();
const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
const { values } = parseArgs({
  options: {
    email: { type: 'string', default: 'demo@example.org' },
    seed: { type: 'string', default: '1' },
    end: { type: 'string', default: now.toISOString().slice(0, 10) },
    zone: { type: 'string', default: timeZone },
  },
});
const endOfDay = new Date(`${values.end}T23:59:59Z`);
if (Number.isNaN(endOfDay.getTime())) fail('--end is a day, as 2026-11-26.');
if (!/^\d+$/.test(values.seed)) fail('--seed is a whole number.');
const settings = readEnv(process.env);
if (!settings.ok) fail(settings.problems.join('\n'));
const env = settings.ok ? settings.env : fail('');
const log = createLog('warn');

/** A pool on a running database, or null. */
async function runningPool(): Promise<Pool | null> {
  const url = await runningDatabaseUrl();
  if (url === null) return null;
  const pool = createPool(url, { max: 2, applicationName: 'cadence-demo' });
  try {
    await pool.query('select from users limit 0');
    return pool;
  } catch {
    await pool.end();
    return null;
  }
}

const running = await runningPool();
const database = running ? null : await openDatabase({ env, log });
const pool = running ?? createPool(database?.url ?? '', { max: 2, applicationName: 'cadence-demo' });
try {
  for (const set of contentSets) await withSession(pool, ({ db }) => installSet(db, set));
  const startedMs = performance.now();
  const until = endOfDay < now ? endOfDay : now;
  const { commands, refused } = await seedDemo(pool, log, {
    email: values.email,
    seed: Number(values.seed),
    endDay: values.end,
    until,
    zone: values.zone,
    onProgress: (done, total) => process.stderr.write(`\r${done} of ${total} commands`),
  });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stderr.write('\n');
  process.stdout.write(`${values.email} has a year of ${commands} commands, in ${seconds} s. ${refused.length} were refused.\n`);
  for (const { name, code, detail } of refused.slice(0, 10)) process.stdout.write(`  ${name}: ${code} ${detail ?? ''}\n`);
  if (refused.length > 0) process.exitCode = 1;
} finally {
  await pool.end();
  await database?.stop();
}
