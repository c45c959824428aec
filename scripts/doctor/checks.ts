// The rules of `npm run doctor`: what was found (facts.ts) becomes findings in words. Pure functions.
// Invariant: a finding names settings, hosts and reasons, never the value of a secret.
import { isLocalName } from './names.ts';

export type Level = 'ok' | 'warning' | 'error';

export interface Finding {
  level: Level;
  /** The setting or part that it is about. */
  about: string;
  what: string;
  doThis?: string;
}

const ok = (about: string, what: string): Finding => ({ level: 'ok', about, what });
const warning = (about: string, what: string, doThis: string): Finding => ({ level: 'warning', about, what, doThis });
const error = (about: string, what: string, doThis: string): Finding => ({ level: 'error', about, what, doThis });

/** `problems`: lines `NAME: what is wrong` of the server's own reader. `unknown`: names that look like settings and are none. */
export function checkSettings({ problems, unknown }: { problems: readonly string[]; unknown: readonly string[] }): Finding[] {
  const found = problems.map((problem) => {
    const end = problem.indexOf(': ');
    const about = end < 0 ? 'settings' : problem.slice(0, end);
    return error(about, `${problem.slice(end < 0 ? 0 : end + 2)}.`, 'Correct it: the server does not start with this value.');
  });
  const misspelt = unknown.map((name) =>
    warning(
      name,
      'Cadence has no setting of this name, so it is ignored.',
      'Compare it with the table of settings in the README.',
    ),
  );
  return found.length + misspelt.length > 0 ? [...found, ...misspelt] : [ok('settings', 'All settings can be read.')];
}

export function checkNode({ version }: { version: string }): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return ok('Node', `Version ${version}.`);
  return error('Node', `Version ${version} is too old.`, 'Install Node 20.19 or later.');
}

export function checkPublicUrl({ publicUrl, host }: { publicUrl: string | undefined; host: string }): Finding[] {
  const about = 'PUBLIC_URL';
  if (publicUrl === undefined) {
    if (isLocalName(host)) return [ok(about, 'Not set: this server serves this machine only.')];
    const what = 'Not set, but HOST lets other machines in: sign-in mails would link to localhost.';
    return [error(about, what, 'Set PUBLIC_URL to the address that people open, for example https://cadence.example.org.')];
  }
  const { protocol, hostname, pathname, search, hash, username } = new URL(publicUrl);
  const found: Finding[] = [];
  if (protocol !== 'https:' && !isLocalName(hostname)) {
    const what = 'The address is not https. Browsers then allow no installed app, no offline work, no passkeys and no push.';
    found.push(error(about, what, 'Put a proxy with TLS in front (README, Deploy) and set PUBLIC_URL to its https:// address.'));
  }
  if (pathname !== '/' || search !== '' || hash !== '') {
    const what = 'The address has a path or parameters. The app answers at the root of its host only.';
    found.push(error(about, what, 'Give the app a host of its own, and set PUBLIC_URL to that host without a path.'));
  }
  if (username !== '') {
    found.push(error(about, 'The address contains a user name.', 'Remove it: the address is shown to everybody.'));
  }
  return found.length > 0 ? found : [ok(about, `People open ${new URL(publicUrl).origin}.`)];
}

export function checkProxies({ isHttps, proxies }: { isHttps: boolean; proxies: string | undefined }): Finding {
  const about = 'TRUSTED_PROXIES';
  if (proxies) return ok(about, 'Set: rate limits count the address of each client.');
  if (!isHttps) return ok(about, 'Not set: no proxy is expected.');
  const what = 'Not set. All people behind the proxy share one rate limit.';
  return warning(about, what, 'Set it to the address of the proxy, for example 127.0.0.1 when the proxy runs on this machine.');
}

/** Of the port: `free`, or what answers there. */
export interface PortFacts {
  port: number;
  host: string;
  state: 'free' | 'cadence' | 'other' | 'refused';
  words?: string;
}

export function checkPort({ port, host, state, words = '' }: PortFacts): Finding {
  switch (state) {
    case 'free':
      return ok('PORT', `${host}:${port} is free.`);
    case 'cadence':
      return ok('PORT', `A Cadence server answers on port ${port}.`);
    case 'other':
      return error('PORT', `Port ${port} is used by another program.`, 'Choose another PORT, or stop that program.');
    case 'refused':
      return error(
        'PORT',
        `The server may not listen on ${host}:${port} (${words}).`,
        'Choose another HOST, or a PORT from 1024 on.',
      );
  }
}

export interface MailFacts {
  smtp: { host: string; problem: string | null } | null;
  mailFrom: string;
  isHttps: boolean;
  printsMails: boolean;
}

export function checkMail({ smtp, mailFrom, isHttps, printsMails }: MailFacts): Finding[] {
  if (smtp === null) {
    if (!isHttps) return [ok('SMTP_URL', 'Not set: sign-in mails appear at /dev/mailbox, on this machine only.')];
    if (!printsMails) return [];
    const what = 'Not set: sign-in mails are printed in the server’s terminal.';
    return [warning('SMTP_URL', what, 'Set SMTP_URL, unless you pass the links on yourself.')];
  }
  if (smtp.problem !== null) {
    const doThis = 'Correct host, port, user and password. Port 465 needs smtps://, port 587 smtp://.';
    return [error('SMTP_URL', `${smtp.host} takes no mail from this server (${smtp.problem}).`, doThis)];
  }
  const found = [ok('SMTP_URL', `${smtp.host} accepts the connection and the login.`)];
  if (/@localhost\b/.test(mailFrom)) {
    const what = 'Mails are sent from an address at localhost, which other mail servers refuse.';
    found.push(warning('MAIL_FROM', what, 'Set it to an address of your domain, for example Cadence <cadence@example.org>.'));
  }
  return found;
}

export interface BucketFacts {
  /** Names of the settings S3_… that are set. */
  given: readonly string[];
  /** Each step of the probe until the first that failed. Null: not tried. */
  probe: { failedStep: BucketStep | null; problem: string } | null;
}
export type BucketStep = 'write' | 'read' | 'list' | 'upload in parts' | 'delete';

export function checkBucket({ given, probe }: BucketFacts): Finding[] {
  if (given.length === 0) return [];
  const has = (name: string) => given.includes(name);
  if (!has('S3_BUCKET')) {
    const what = `${given.join(', ')} set without S3_BUCKET, so files go to DATA_DIR.`;
    return [error('S3_BUCKET', what, 'Set S3_BUCKET, or remove the other S3 settings.')];
  }
  if (has('S3_ACCESS_KEY_ID') !== has('S3_SECRET_ACCESS_KEY')) {
    const missing = has('S3_ACCESS_KEY_ID') ? 'S3_SECRET_ACCESS_KEY' : 'S3_ACCESS_KEY_ID';
    return [
      error(
        missing,
        'Not set, but its counterpart is.',
        'Set both, or neither when the machine itself has access to the bucket.',
      ),
    ];
  }
  if (probe === null) return [];
  if (probe.failedStep === null) return [ok('S3_BUCKET', 'A probe was written, read, listed, uploaded in parts and deleted.')];
  const right = BUCKET_RIGHTS[probe.failedStep];
  return [
    error(
      'S3_BUCKET',
      `The step “${probe.failedStep}” failed (${probe.problem}).`,
      `Check S3_ENDPOINT, S3_REGION and the keys, and allow ${right} on the bucket.`,
    ),
  ];
}

const BUCKET_RIGHTS: Readonly<Record<BucketStep, string>> = {
  write: 's3:PutObject',
  read: 's3:GetObject',
  list: 's3:ListBucket',
  'upload in parts': 's3:PutObject and s3:AbortMultipartUpload',
  delete: 's3:DeleteObject',
};

export interface FolderFacts {
  dataDir: string;
  /** What the server keeps there. */
  keeps: readonly ('database' | 'files')[];
  /** Why nothing can be written there; null when it can. */
  problem: string | null;
  freeBytes: number;
  reserveBytes: number;
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

export function checkFolder({ dataDir, keeps, problem, freeBytes, reserveBytes }: FolderFacts): Finding {
  const about = 'DATA_DIR';
  if (keeps.length === 0) return ok(about, 'Not used: the database and the files are elsewhere.');
  if (problem !== null) {
    const what = `Nothing can be written in ${dataDir} (${problem}).`;
    return error(about, what, 'Choose a folder that the server’s user may write, or change its owner.');
  }
  const words = `${dataDir} holds the ${keeps.join(' and the ')} and has ${gigabytes(freeBytes)} free`;
  if (keeps.includes('files') && freeBytes < reserveBytes) {
    const what = `${words}, less than BLOB_RESERVE_MB (${gigabytes(reserveBytes)}): uploads are refused.`;
    return error(about, what, 'Free space, or move DATA_DIR to a larger disk.');
  }
  const wanted = Math.max(2 * reserveBytes, 1e9);
  if (freeBytes < wanted) {
    return warning(about, `${words}, less than ${gigabytes(wanted)}.`, 'Free space before uploads or the database stop.');
  }
  return ok(about, `${words}.`);
}

export interface ElectricFacts {
  host: string;
  /** `active`, another word of its health, or why it does not answer. */
  state: string;
  isActive: boolean;
  /** Null without the database. */
  walLevel: string | null;
  hasSecret: boolean;
}

export function checkElectric(facts: ElectricFacts | null): Finding[] {
  if (facts === null) return [];
  const { host, state, isActive, walLevel, hasSecret } = facts;
  const found: Finding[] = [];
  if (walLevel !== null && walLevel !== 'logical') {
    const doThis = `Run alter system set wal_level = 'logical' and restart Postgres.`;
    found.push(error('ELECTRIC_URL', `Electric needs wal_level = logical, and the database has ${walLevel}.`, doThis));
  }
  if (!isActive) {
    const doThis = 'Start Electric on the same database, or unset ELECTRIC_URL: the server then answers reads itself.';
    found.push(error('ELECTRIC_URL', `Electric at ${host} is not active (${state}).`, doThis));
  }
  if (!hasSecret) {
    const what = 'Not set: whoever reaches Electric reads the rows of everybody.';
    found.push(warning('ELECTRIC_SECRET', what, 'Set the same secret here and in Electric, and close its port to others.'));
  }
  return found.length > 0 ? found : [ok('ELECTRIC_URL', `Electric at ${host} is active.`)];
}

export interface ProviderFacts {
  name: string;
  setting: string;
  problem: string | null;
}

export function checkProvider({ name, setting, problem }: ProviderFacts): Finding {
  if (problem === null) return ok(setting, `${name} can be reached.`);
  return error(setting, `${name} cannot be reached (${problem}).`, 'Correct the address: people cannot sign in by it.');
}

export interface SecretFacts {
  keyCount: number;
  isHttps: boolean;
  /** The sealed tokens that were tried, and those that no key opens. */
  tokens: { tried: number; unreadable: number };
  /** `none`: not made yet. */
  vapid: 'none' | 'valid' | 'invalid' | 'unknown';
  pushContact: string;
}

export function checkSecrets({ keyCount, isHttps, tokens, vapid, pushContact }: SecretFacts): Finding[] {
  const found: Finding[] = [];
  if (tokens.unreadable > 0) {
    const what = `${tokens.unreadable} of ${tokens.tried} stored tokens of other services cannot be decrypted.`;
    found.push(error('TOKEN_KEY', what, 'Add the key that encrypted them after a comma, or ask these people to sign in again.'));
  } else if (keyCount === 0 && isHttps) {
    const what = 'Not set: the key lies in the database beside the tokens that it encrypts.';
    found.push(warning('TOKEN_KEY', what, 'Set 32 or more random characters, for example the output of openssl rand -hex 32.'));
  } else found.push(ok('TOKEN_KEY', keyCount === 0 ? 'Made at the first start.' : 'Set.'));
  if (vapid === 'invalid') {
    const doThis = 'Restore ops.vapid_keys from a backup, or delete its row: everybody then turns reminders on again.';
    found.push(error('push', 'The keys for push services in ops.vapid_keys do not belong together.', doThis));
  } else if (vapid !== 'unknown') {
    found.push(ok('push', vapid === 'none' ? 'The keys are made at the first start.' : 'The keys are a valid pair.'));
  }
  if (isHttps && /@localhost\b/.test(pushContact)) {
    found.push(warning('PUSH_CONTACT', 'The contact is at localhost.', 'Set it to mailto: with an address that you read.'));
  }
  return found;
}
