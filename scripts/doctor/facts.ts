// What `npm run doctor` finds out about everything but the database: mail server, bucket, folder, port, Electric, providers. Each
// probe removes what it wrote.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rm, rmdir, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createTransport } from 'nodemailer';
import { KEY_PREFIX } from '#server/blobs/bytes.ts';
import type { Env, S3Settings } from '#server/env.ts';
import type { ProviderSettings } from '#server/auth/provider-settings.ts';
import { wordsOf } from '#server/start-problem.ts';
import type { BucketFacts, BucketStep, ElectricFacts, FolderFacts, MailFacts, PortFacts, ProviderFacts } from './checks.ts';
import { within } from './within.ts';

const hostOf = (url: string): string => new URL(url).host;

export async function readMail(smtpUrl: string | undefined): Promise<MailFacts['smtp']> {
  if (smtpUrl === undefined) return null;
  const host = hostOf(smtpUrl);
  const transport = createTransport(smtpUrl);
  try {
    await within(host, transport.verify());
    return { host, problem: null };
  } catch (error) {
    return { host, problem: wordsOf(error) };
  } finally {
    transport.close();
  }
}

export async function probeBucket(settings: S3Settings): Promise<NonNullable<BucketFacts['probe']>> {
  const s3 = await import('@aws-sdk/client-s3');
  const { bucketConfig } = await import('#server/blobs/bucket-bytes.ts');
  const client = new s3.S3Client({ ...bucketConfig(settings), maxAttempts: 1 });
  // A key like those of files, so that the server removes it if the doctor is killed.
  const at = { Bucket: settings.bucket, Key: `${KEY_PREFIX}${randomUUID()}` };
  const steps: [BucketStep, () => Promise<unknown>][] = [
    ['write', () => client.send(new s3.PutObjectCommand({ ...at, Body: 'doctor' }))],
    ['read', async () => (await client.send(new s3.GetObjectCommand(at))).Body?.transformToString()],
    ['list', () => client.send(new s3.ListObjectsV2Command({ Bucket: at.Bucket, Prefix: at.Key }))],
    [
      'upload in parts',
      async () => {
        const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(at));
        await client.send(new s3.AbortMultipartUploadCommand({ ...at, UploadId }));
      },
    ],
    ['delete', () => client.send(new s3.DeleteObjectsCommand({ Bucket: at.Bucket, Delete: { Objects: [{ Key: at.Key }] } }))],
  ];
  let failed: NonNullable<BucketFacts['probe']> | null = null;
  for (const [failedStep, step] of steps) {
    try {
      await within('the bucket', step());
    } catch (error) {
      const name = error instanceof Error ? `${error.name}: ` : '';
      failed = { failedStep, problem: name + wordsOf(error) };
      if (failedStep !== 'write') await client.send(new s3.DeleteObjectCommand(at)).catch(() => undefined);
      break;
    }
  }
  client.destroy();
  return failed ?? { failedStep: null, problem: '' };
}

export async function readFolder(env: Pick<Env, 'dataDir' | 'databaseUrl' | 's3' | 'blobs'>): Promise<FolderFacts> {
  const dataDir = resolve(env.dataDir);
  const keeps = [...(env.databaseUrl ? [] : (['database'] as const)), ...(env.s3 ? [] : (['files'] as const))];
  const facts = { dataDir, keeps, reserveBytes: env.blobs.reserveBytes };
  if (keeps.length === 0) return { ...facts, problem: null, freeBytes: 0 };
  let made: string | undefined;
  try {
    made = await mkdir(dataDir, { recursive: true });
    const probe = join(dataDir, `doctor-${randomUUID()}`);
    await writeFile(probe, 'doctor');
    await rm(probe);
    const { bavail, bsize } = await statfs(dataDir);
    return { ...facts, problem: null, freeBytes: bavail * bsize };
  } catch (error) {
    return { ...facts, problem: wordsOf(error), freeBytes: 0 };
  } finally {
    // A folder with a parent that was missing too stays: it is empty and the server needs it.
    if (made !== undefined) await rmdir(made).catch(() => undefined);
  }
}

export async function readPort({ host, port }: Pick<Env, 'host' | 'port'>): Promise<PortFacts> {
  const probe = createServer();
  try {
    probe.listen(port, host === 'localhost' ? '127.0.0.1' : host);
    await once(probe, 'listening');
    probe.close();
    return { host, port, state: 'free' };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) {
      return { host, port, state: 'refused', words: wordsOf(error) };
    }
    return { host, port, state: (await isCadence(port)) ? 'cadence' : 'other' };
  }
}

async function isCadence(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(3_000) });
    const body = (await answer.json()) as { migrations?: unknown };
    return typeof body.migrations === 'number';
  } catch {
    return false;
  }
}

export async function readElectric(electric: Env['electric'], walLevel: string | null): Promise<ElectricFacts | null> {
  if (!electric) return null;
  const facts = { host: hostOf(electric.url), walLevel, hasSecret: electric.secret !== undefined };
  try {
    const answer = await fetch(`${electric.url}/v1/health`, { signal: AbortSignal.timeout(5_000) });
    const { status } = (await answer.json()) as { status?: unknown };
    const isActive = answer.status === 200 && status === 'active';
    return {
      ...facts,
      isActive,
      state: `HTTP ${answer.status}, ${typeof status === 'string' ? status.slice(0, 40) : 'no status'}`,
    };
  } catch (error) {
    return { ...facts, isActive: false, state: fetchWords(error) };
  }
}

export async function readProvider({ id, name, kind, issuer }: ProviderSettings): Promise<ProviderFacts> {
  const setting =
    id === 'google' ? 'GOOGLE_CLIENT_ID' : id === 'github' ? 'GITHUB_URL' : `${id.replace('-', '_').toUpperCase()}_ISSUER`;
  const address = kind === 'github' ? issuer : `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(8_000), redirect: 'manual' });
    await answer.body?.cancel();
    const isThere = kind === 'github' ? answer.status < 500 : answer.status === 200;
    return { name, setting, problem: isThere ? null : `${address} answers ${answer.status}` };
  } catch (error) {
    return { name, setting, problem: fetchWords(error) };
  }
}

/** `fetch failed` says nothing; its cause does. */
const fetchWords = (error: unknown): string => wordsOf(error instanceof TypeError && error.cause ? error.cause : error);
