// `npm run approve -- address`: approves a pending account (SIGN_UP=approval). With --admin it also makes the person an admin. Works
// while the server runs, on DATABASE_URL or the embedded Postgres of DATA_DIR.
import { approve, makeAdmin } from '#server/auth/approve.ts';
import { createPool } from '#server/db/pool.ts';
import { runningDatabaseUrl } from './running-database.ts';

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const databaseUrl = async (): Promise<string> =>
  (await runningDatabaseUrl()) ??
  fail('The server is not running here. Start it, or set DATABASE_URL or DATA_DIR to the values that the server uses.');

const args = process.argv.slice(2);
const address = args.find((arg) => !arg.startsWith('--'));
if (!address?.includes('@')) fail('Give an address: npm run approve -- ada@example.org');
const pool = createPool(await databaseUrl(), { max: 1, applicationName: 'cadence-approve' });
try {
  const words = {
    approved: `${address} may sign in now.`,
    known: `${address} was approved already.`,
    unknown: `Nobody has signed in as ${address} yet. They must sign in once before you can approve them.`,
  };
  const result = await approve(pool, address ?? '');
  process.stdout.write(`${words[result]}\n`);
  if (result === 'unknown') process.exitCode = 1;
  else if (args.includes('--admin')) {
    const made = await makeAdmin(pool, address ?? '');
    process.stdout.write(made === 'made' ? `${address} is an admin now.\n` : `${address} was an admin already.\n`);
  }
} finally {
  await pool.end();
}
