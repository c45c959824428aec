// Explains why the server cannot start, in one line that names the setting to change. Pure functions.
import type { Env } from './env.ts';

type Settings = Pick<Env, 'port' | 'host' | 'dataDir' | 'databaseUrl'>;

/** The step that failed. */
export type StartStep = 'database' | 'listen' | 'other';

export class StartError extends Error {
  override readonly name = 'StartError';
  readonly step: StartStep;
  constructor(step: StartStep, cause: unknown) {
    super(wordsOf(cause), { cause });
    this.step = step;
  }
}

/** Null for an error that no setting causes: a bug, which is logged with its stack. */
export function startProblem(error: unknown, env: Settings): string | null {
  const { step, cause } = error instanceof StartError ? error : { step: 'other' as const, cause: error };
  const code = codeOf(cause);
  const words = wordsOf(cause);
  if (step === 'listen') return listenProblem(code, words, env);
  if (FILE_CODES.has(code) && !(step === 'database' && env.databaseUrl)) {
    return `DATA_DIR: ${env.dataDir} cannot be used (${words}). Choose a folder that this user may write, with free space.`;
  }
  if (step !== 'database') return null;
  if (!env.databaseUrl) return `DATA_DIR: ${words}`;
  const { what, doThis } = databaseProblem(cause);
  return `DATABASE_URL: ${what}.${doThis === '' ? '' : ` ${doThis}`}`;
}

const FILE_CODES = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST', 'EDQUOT']);

function listenProblem(code: string, words: string, { port, host }: Settings): string {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT: ${port} is used by another program. Choose another PORT, or stop that program.`;
    case 'EACCES':
      return `PORT: ${port} is not allowed for this user. Choose a PORT from 1024 on.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST: ${host} is not an address of this machine. Choose localhost, 0.0.0.0 or one of its addresses.`;
    default:
      return `PORT or HOST: the server cannot listen on ${host}:${port} (${words}).`;
  }
}

/** Why Postgres refuses or cannot be reached; `what` is a sentence without its full stop. */
export function databaseProblem(error: unknown): { what: string; doThis: string } {
  const code = codeOf(error);
  const words = wordsOf(error);
  if (code.startsWith('28')) {
    return { what: `the database refuses the user or the password (${words})`, doThis: 'Correct them in the address.' };
  }
  if (code === '3D000') return { what: `there is no such database (${words})`, doThis: 'Create it, or name another.' };
  if (code === '42501' || code === '25006') {
    return { what: `the user may not change the schema (${words})`, doThis: 'Use a user who owns the database.' };
  }
  if (code === '53300') {
    const doThis = 'Lower DATABASE_CONNECTIONS, or raise its max_connections.';
    return { what: `the database has no free connection (${words})`, doThis };
  }
  if (/^E[A-Z_]+$/.test(code) || code.startsWith('08') || code.startsWith('57P')) {
    return { what: `the database cannot be reached (${words})`, doThis: 'Start it, or correct the address.' };
  }
  return { what: words, doThis: '' };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

/**
 * The error's message in one line. A host name with several addresses fails with an AggregateError, whose own message is empty.
 */
export function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  const text = error instanceof Error ? error.message : String(error);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // Of the output of Postgres, the line with the reason.
  const reason = lines.find((line) => /\b(FATAL|PANIC):/.test(line))?.replace(/^.*?\b(FATAL|PANIC):\s*/, '');
  const first = (lines[0] ?? '').trim();
  return reason ? `${first.replace(/:$/, '')}: ${reason}` : first;
}
