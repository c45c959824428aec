// What the server reads from its environment, checked once at start. Nothing else in the server reads process.env.
//
//   PORT          8787                    where it listens
//   HOST          localhost               the address it listens on; 0.0.0.0 opens it to the network
//   DATA_DIR      .data                   the embedded Postgres and, without S3, the files
//   DATABASE_URL  (embedded Postgres)     your own Postgres 15 or newer
//   ELECTRIC_URL  (served by ourselves)   an Electric that reads replica.feed of the same Postgres; ELECTRIC_SECRET goes with it
//   S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY   files go to this bucket instead of DATA_DIR
//   BLOB_QUOTA_MB 5000                    room for each person's files, in millions of bytes
//   BLOB_MAX_MB   2000                    the largest single file
//   SMTP_URL      (development mailbox)   smtp://user:password@host:587; MAIL_FROM is the sender
//   PUBLIC_URL    http://localhost:PORT   what people type; https makes cookies Secure and turns HSTS on
//   LOG_LEVEL     info                    fatal, error, warn, info, debug, trace or silent
//   NODE_ENV      (none)                  production, development or test
import { z } from 'zod';

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
  ELECTRIC_URL: optionalUrl('http:', 'https:'),
  ELECTRIC_SECRET: optionalText,
  S3_ENDPOINT: optionalUrl('http:', 'https:'),
  S3_REGION: optionalText,
  S3_BUCKET: optionalText,
  S3_ACCESS_KEY_ID: optionalText,
  S3_SECRET_ACCESS_KEY: optionalText,
  BLOB_QUOTA_MB: z.coerce.number({ error: 'must be a number of megabytes' }).positive().max(1e9).default(5_000),
  BLOB_MAX_MB: z.coerce.number({ error: 'must be a number of megabytes' }).positive().max(1e9).default(2_000),
  SMTP_URL: optionalUrl('smtp:', 'smtps:'),
  MAIL_FROM: z.string().trim().min(3).default('Cadence <cadence@localhost>'),
  PUBLIC_URL: optionalUrl('http:', 'https:'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.enum(['production', 'development', 'test']).optional(),
});

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
  /** Of one file. */
  maxBytes: number;
}

export interface Env {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  electric: { url: string; secret: string | undefined } | undefined;
  s3: S3Settings | undefined;
  blobs: BlobLimits;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** As set, without a trailing slash; undefined means that only this machine is served. */
  publicUrl: string | undefined;
  isHttps: boolean;
  logLevel: z.infer<typeof environment>['LOG_LEVEL'];
  isProduction: boolean;
}

/** The settings, or the list of what is wrong with them in words. */
export function readEnv(source: Record<string, string | undefined>): { ok: true; env: Env } | { ok: false; problems: string[] } {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  }
  const values = parsed.data;
  const publicUrl = values.PUBLIC_URL?.replace(/\/+$/, '');
  return {
    ok: true,
    env: {
      port: values.PORT,
      host: values.HOST,
      dataDir: values.DATA_DIR,
      databaseUrl: values.DATABASE_URL,
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
      blobs: { quotaBytes: values.BLOB_QUOTA_MB * 1e6, maxBytes: values.BLOB_MAX_MB * 1e6 },
      smtpUrl: values.SMTP_URL,
      mailFrom: values.MAIL_FROM,
      publicUrl,
      isHttps: publicUrl?.startsWith('https:') ?? false,
      logLevel: values.LOG_LEVEL,
      isProduction: values.NODE_ENV === 'production',
    },
  };
}
