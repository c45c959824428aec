// Reads the settings as the server does, finds out about everything that they name, and judges it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedDatabaseUrl } from '../running-database.ts';
import { readPostgresBinaries } from '#server/db/embedded-binaries.ts';
import { readEnv, SETTING_NAMES, type Env } from '#server/env.ts';
import { wordsOf } from '#server/start-problem.ts';
import * as check from './checks.ts';
import type { Finding } from './checks.ts';
import { checkDatabase, type DatabaseState } from './check-database.ts';
import { NO_SECRETS, readDatabase, type SecretsFound } from './database-facts.ts';
import { probeBucket, readElectric, readFolder, readMail, readPort, readProvider } from './facts.ts';
import { hideSecrets } from './hide-secrets.ts';

type Source = Record<string, string | undefined>;

/** Names that begin like settings. */
const PREFIX = /^(S3|BLOB|SMTP|MAIL|ELECTRIC|SESSION|TERMS|METRICS|DATABASE)_/;

export async function examine(source: Source): Promise<Finding[]> {
  const { env, problems } = readWhatIsValid(source);
  const given = Object.keys(source).filter((name) => source[name]);
  const unknown = given.filter((name) => PREFIX.test(name) && !SETTING_NAMES.includes(name));
  const found = [
    check.checkNode({ version: process.versions.node }),
    ...check.checkSettings({ problems, unknown }),
    ...check.checkPublicUrl(env),
    check.checkProxies({ isHttps: env.isHttps, proxies: source['TRUSTED_PROXIES'] }),
    check.checkPort(await readPort(env)),
    ...(await examineDatabase(env)),
    check.checkFolder(await readFolder(env)),
    ...check.checkBucket({
      given: given.filter((name) => name.startsWith('S3_') && SETTING_NAMES.includes(name)),
      probe: env.s3 ? await probeBucket(env.s3) : null,
    }),
    ...check.checkMail({
      smtp: await readMail(env.smtpUrl),
      mailFrom: env.mailFrom,
      isHttps: env.isHttps,
      printsMails: source['PRINT_SIGN_IN_MAIL'] === 'yes',
    }),
    ...(await Promise.all(env.providers.map(readProvider))).map(check.checkProvider),
  ];
  return found.map((finding) => ({
    ...finding,
    what: hideSecrets(finding.what, source),
    ...(finding.doThis && { doThis: hideSecrets(finding.doThis, source) }),
  }));
}

/** The settings without those that cannot be read, so that the rest is examined too. */
function readWhatIsValid(source: Source): { env: Env; problems: string[] } {
  const problems: string[] = [];
  let rest = source;
  for (;;) {
    const read = readEnv(rest);
    if (read.ok) return { env: read.env, problems };
    problems.push(...read.problems);
    const names = read.problems.map((problem) => problem.slice(0, Math.max(0, problem.indexOf(':'))));
    const kept = Object.entries(rest).filter(([name]) => !names.some((one) => name === one || isOfProvider(name, one)));
    // The server refuses https without SMTP_URL; everything else can be examined without mails.
    const next = { ...Object.fromEntries(kept), ...(names.includes('SMTP_URL') && { PRINT_SIGN_IN_MAIL: 'yes' }) };
    if (Object.keys(next).length === Object.keys(rest).length && !names.includes('SMTP_URL')) {
      throw new Error(`the settings cannot be read: ${read.problems.join('; ')}`);
    }
    rest = next;
  }
}

/** A provider that lacks one setting is left out as a whole. */
const isOfProvider = (name: string, problem: string): boolean => {
  const prefix = /^(OIDC(_\d)?|GOOGLE|GITHUB)_/.exec(problem)?.[0];
  return prefix !== undefined && name.startsWith(prefix);
};

async function examineDatabase(env: Env): Promise<Finding[]> {
  const { state, secrets } = await findDatabase(env);
  return [
    ...checkDatabase(state),
    ...check.checkSecrets({ ...secrets, keyCount: env.tokenKeys.length, isHttps: env.isHttps, pushContact: env.pushContact }),
    ...check.checkElectric(await readElectric(env.electric, secrets.walLevel)),
  ];
}

async function findDatabase(env: Env): Promise<{ state: DatabaseState; secrets: SecretsFound }> {
  const asked = { directUrl: env.databaseDirectUrl, ourConnections: env.databaseConnections, tokenKeys: env.tokenKeys };
  if (env.databaseUrl) return readDatabase({ ...asked, url: env.databaseUrl, isEmbedded: false });
  const running = await embeddedDatabaseUrl(env.dataDir).catch(() => null);
  if (running !== null) {
    const found = await readDatabase({ ...asked, url: running, directUrl: undefined, isEmbedded: true });
    // A Postgres that was killed left its lock file.
    if (found.state.kind === 'reached') return found;
  }
  const words = await embeddedProblem(env.dataDir);
  return { state: { kind: 'embedded', isRunning: false, ...(words && { words }) }, secrets: NO_SECRETS };
}

/** Why the embedded Postgres could not start on its folder. */
async function embeddedProblem(dataDir: string): Promise<string | null> {
  const folder = join(dataDir, 'postgres');
  try {
    const { major } = await readPostgresBinaries(folder);
    const made = (await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => major)).trim();
    if (made === major) return null;
    return `${folder} was created by PostgreSQL ${made}, and this version of Cadence includes ${major}.`;
  } catch (error) {
    return wordsOf(error);
  }
}
