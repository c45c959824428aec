// Reads the server's settings from the environment, checked once at start. Nothing else in the server reads process.env.
//
//   PORT          8787                    the port to listen on
//   HOST          localhost               the address it listens on; 0.0.0.0 opens it to the network
//   DATA_DIR      .data                   the folder of the embedded Postgres and, without S3, of the files
//   DATABASE_URL  (embedded Postgres)     your own Postgres 15 or newer
//   DATABASE_DIRECT_URL  (DATABASE_URL)   the same Postgres without a pooler, for LISTEN and migrations
//   DATABASE_CONNECTIONS  40              the most connections that this server opens
//   ELECTRIC_URL  (built in)              an Electric server that reads replica.feed of the same Postgres; ELECTRIC_SECRET is its secret
//   S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY   files go to this bucket instead of DATA_DIR
//   BLOB_QUOTA_MB 5000                    quota of each person's files, in millions of bytes
//   BLOB_MAX_MB   2000                    the largest single file
//   BLOB_RESERVE_MB 1000                  free space of DATA_DIR below which uploads are refused
//   BLOB_QUOTA_FILES 100000               the most files each person may have
//   ROW_QUOTA     2000000                 the most rows each person may have in the database; ten years of use make about 200,000
//   SMTP_URL      (development mailbox)   smtp://user:password@host:587; MAIL_FROM is the sender
//   PUSH_CONTACT  (PUBLIC_URL or MAIL_FROM)   mailto:… or https://… of the operator, sent to push services
//   PUBLIC_URL    http://localhost:PORT   the app's public address; https makes cookies Secure and enables HSTS
//   TRUSTED_PROXIES (none)                addresses or CIDR ranges, separated by commas, whose X-Forwarded-For is trusted
//   SIGN_UP       open                    open: anybody may create an account; approval: the operator approves new accounts; closed: no new accounts
//   SESSION_IDLE_DAYS 90                  a device that was not used for this long has to sign in again; what it saved stays on it
//   SESSION_MAX_DAYS 365                  a device has to sign in again after this long, however often it is used
//   TERMS_VERSION (none)                  people accept the terms of this version, and again when it changes; TERMS_URL is where they stand
//   MIN_AGE       16                      the age that people confirm together with the terms
//   TOKEN_KEY     (made at first start)   encrypts tokens of other services in the database, so that a copy of it does not give them away;
//                                         several keys separated by commas: the first encrypts, the others still decrypt
//   OIDC_…, GOOGLE_…, GITHUB_…            sign-in by other services, see auth/provider-settings.ts
//   PRINT_SIGN_IN_MAIL no                 yes: an https server without SMTP_URL prints sign-in mails in its terminal instead of refusing to start
//   BOOK_LOOKUP_URL  https://openlibrary.org   the catalogue in which books are looked up by ISBN; off: none
//   METRICS_TOKEN (none)                  whoever sends it as a bearer token may read GET /metrics; without it there are no metrics
//   LOG_LEVEL     info                    fatal, error, warn, info, debug, trace or silent
//   NODE_ENV      (none)                  production, development or test
import { z } from 'zod';
import { parseProxyRanges, type IsTrustedProxy } from './auth/client-address.ts';
import { SESSION_LIMITS, type SessionLimits } from './auth/session-limits.ts';
import { readProviders, type ProviderSettings } from './auth/provider-settings.ts';
import { DEFAULT_ROW_QUOTA } from './commands/budgets.ts';
import { DEFAULT_CONNECTIONS, MIN_CONNECTIONS } from './db/connections.ts';

const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

const optionalUrl = (...protocols: string[]) =>
  optionalText.refine((text) => text === undefined || (URL.canParse(text) && protocols.includes(new URL(text).protocol)), {
    message: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const environment = z.object({
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(8787),
  HOST: z.string().trim().min(1).default('localhost'),
  DATA_DIR: z.string().trim().min(1).default('.data'),
  DATABASE_URL: optionalUrl('postgres:', 'postgresql:'),
  DATABASE_DIRECT_URL: optionalUrl('postgres:', 'postgresql:'),
  DATABASE_CONNECTIONS: z.coerce
    .number({ error: 'must be a number of connections' })
    .int()
    .min(MIN_CONNECTIONS)
    .max(10_000)
    .default(DEFAULT_CONNECTIONS),
  ELECTRIC_URL: optionalUrl('http:', 'https:'),
  ELECTRIC_SECRET: optionalText,
  S3_ENDPOINT: optionalUrl('http:', 'https:'),
  S3_REGION: optionalText,
  S3_BUCKET: optionalText,
  S3_ACCESS_KEY_ID: optionalText,
  S3_SECRET_ACCESS_KEY: optionalText,
  BLOB_QUOTA_MB: z.coerce.number({ error: 'must be a number of megabytes' }).positive().max(1e9).default(5_000),
  BLOB_MAX_MB: z.coerce.number({ error: 'must be a number of megabytes' }).positive().max(1e9).default(2_000),
  BLOB_RESERVE_MB: z.coerce.number({ error: 'must be a number of megabytes' }).min(0).max(1e9).default(1_000),
  BLOB_QUOTA_FILES: z.coerce.number({ error: 'must be a number of files' }).int().positive().max(1e9).default(100_000),
  ROW_QUOTA: z.coerce.number({ error: 'must be a number of rows' }).int().positive().max(1e12).default(DEFAULT_ROW_QUOTA),
  SMTP_URL: optionalUrl('smtp:', 'smtps:'),
  MAIL_FROM: z.string().trim().min(3).default('Cadence <cadence@localhost>'),
  PUSH_CONTACT: optionalText.refine((text) => text === undefined || /^(mailto:.+@.+|https:\/\/.+)$/.test(text), {
    message: 'must be mailto: with an address, or a URL that begins with https://',
  }),
  PUBLIC_URL: optionalUrl('http:', 'https:'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform(parseProxyRanges)
    .refine((isTrusted) => isTrusted !== null, { message: 'must be addresses or CIDR ranges, separated by commas' }),
  SIGN_UP: z.enum(['open', 'approval', 'closed']).default('open'),
  SESSION_IDLE_DAYS: z.coerce.number({ error: 'must be a number of days' }).positive().max(400).default(SESSION_LIMITS.idleDays),
  SESSION_MAX_DAYS: z.coerce.number({ error: 'must be a number of days' }).positive().max(3_650).default(SESSION_LIMITS.maxDays),
  TERMS_VERSION: optionalText.refine((text) => text === undefined || text.length <= 40, {
    message: 'must be at most 40 characters',
  }),
  TERMS_URL: optionalUrl('https:', 'http:'),
  MIN_AGE: z.coerce.number({ error: 'must be a number of years' }).int().min(0).max(99).default(16),
  TOKEN_KEY: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((key) => key.trim())
        .filter(Boolean),
    )
    .refine((keys) => keys.every((key) => key.length >= 32), { message: 'must be at least 32 characters, best random ones' }),
  PRINT_SIGN_IN_MAIL: z.enum(['yes', 'no']).default('no'),
  BOOK_LOOKUP_URL: z
    .union([z.literal('off'), z.url({ protocol: /^https?$/ })], { error: 'must be a URL or off' })
    .default('https://openlibrary.org'),
  METRICS_TOKEN: optionalText.refine((text) => text === undefined || text.length >= 16, {
    message: 'must be at least 16 characters, best random ones',
  }),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.enum(['production', 'development', 'test']).optional(),
});

/** The names of the settings, without those of sign-in providers. */
export const SETTING_NAMES: readonly string[] = Object.keys(environment.shape);

export interface S3Settings {
  endpoint: string | undefined;
  region: string;
  bucket: string;
  accessKeyId: string | undefined;
  secretAccessKey: string | undefined;
}

export interface BlobLimits {
  /** For each person, unfinished uploads included. */
  quotaBytes: number;
  /** For each person, because a small file costs the server more than its bytes. */
  quotaFiles: number;
  /** The limit for one file. */
  maxBytes: number;
  /** Free space reserved for the database and the log when files are stored in a folder. */
  reserveBytes: number;
}

/** Who may create an account. */
export type SignUp = 'open' | 'approval' | 'closed';

export interface Terms {
  version: string;
  url: string | null;
  minAge: number;
}

export interface Env {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  /** The database without a pooler; undefined when it is the same address. */
  databaseDirectUrl: string | undefined;
  databaseConnections: number;
  electric: { url: string; secret: string | undefined } | undefined;
  s3: S3Settings | undefined;
  blobs: BlobLimits;
  /** The most rows of one person in the feed. */
  rowQuota: number;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** The operator's mailto: or https: address for push services. */
  pushContact: string;
  /** The configured address without a trailing slash; undefined means that only this machine is served. */
  publicUrl: string | undefined;
  isHttps: boolean;
  isTrustedProxy: IsTrustedProxy;
  signUp: SignUp;
  /** Other services that one can sign in by. */
  providers: readonly ProviderSettings[];
  /** What people have to accept; null: nothing. */
  terms: Terms | null;
  /** Empty: the key is made at the first start and kept in the database. */
  tokenKeys: readonly string[];
  sessions: SessionLimits;
  /** Null where books are not looked up. */
  bookLookupUrl: string | null;
  metricsToken: string | undefined;
  logLevel: z.infer<typeof environment>['LOG_LEVEL'];
  isProduction: boolean;
}

/** The address within a sender such as `Cadence <cadence@example.org>`. */
const addressOf = (sender: string): string => /<([^>]+)>/.exec(sender)?.[1] ?? sender;

/** The settings, or a list of what is wrong with them. */
export function readEnv(source: Record<string, string | undefined>): { ok: true; env: Env } | { ok: false; problems: string[] } {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  }
  const values = parsed.data;
  const { providers, problems } = readProviders(present);
  if (problems.length > 0) return { ok: false, problems };
  const publicUrl = values.PUBLIC_URL?.replace(/\/+$/, '');
  const isHttps = publicUrl?.startsWith('https:') ?? false;
  if (isHttps && values.SMTP_URL === undefined && values.PRINT_SIGN_IN_MAIL === 'no') {
    const words =
      'must be set when PUBLIC_URL is https, otherwise nobody can sign in; PRINT_SIGN_IN_MAIL=yes prints the mails instead';
    return { ok: false, problems: [`SMTP_URL: ${words}`] };
  }
  return {
    ok: true,
    env: {
      port: values.PORT,
      host: values.HOST,
      dataDir: values.DATA_DIR,
      databaseUrl: values.DATABASE_URL,
      databaseDirectUrl: values.DATABASE_DIRECT_URL,
      databaseConnections: values.DATABASE_CONNECTIONS,
      electric: values.ELECTRIC_URL
        ? { url: values.ELECTRIC_URL.replace(/\/+$/, ''), secret: values.ELECTRIC_SECRET }
        : undefined,
      s3: values.S3_BUCKET
        ? {
            endpoint: values.S3_ENDPOINT,
            region: values.S3_REGION ?? 'us-east-1',
            bucket: values.S3_BUCKET,
            accessKeyId: values.S3_ACCESS_KEY_ID,
            secretAccessKey: values.S3_SECRET_ACCESS_KEY,
          }
        : undefined,
      blobs: {
        quotaBytes: values.BLOB_QUOTA_MB * 1e6,
        quotaFiles: values.BLOB_QUOTA_FILES,
        maxBytes: values.BLOB_MAX_MB * 1e6,
        reserveBytes: values.BLOB_RESERVE_MB * 1e6,
      },
      rowQuota: values.ROW_QUOTA,
      smtpUrl: values.SMTP_URL,
      mailFrom: values.MAIL_FROM,
      pushContact: values.PUSH_CONTACT ?? (isHttps && publicUrl ? publicUrl : `mailto:${addressOf(values.MAIL_FROM)}`),
      publicUrl,
      isHttps,
      isTrustedProxy: values.TRUSTED_PROXIES ?? (() => false),
      signUp: values.SIGN_UP,
      providers,
      terms: values.TERMS_VERSION
        ? { version: values.TERMS_VERSION, url: values.TERMS_URL ?? null, minAge: values.MIN_AGE }
        : null,
      tokenKeys: values.TOKEN_KEY,
      sessions: { idleDays: values.SESSION_IDLE_DAYS, maxDays: values.SESSION_MAX_DAYS },
      bookLookupUrl: values.BOOK_LOOKUP_URL === 'off' ? null : values.BOOK_LOOKUP_URL,
      metricsToken: values.METRICS_TOKEN,
      logLevel: values.LOG_LEVEL,
      isProduction: values.NODE_ENV === 'production',
    },
  };
}
