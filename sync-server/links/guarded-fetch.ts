// Fetches an address that a person gave. A person could name any address, and the server must not be made to reach into its own
// network (server-side request forgery). Invariants: only addresses that `isAllowed` accepts are connected to; the connection goes
// to the very address that was checked, so that a name cannot resolve to another one in between (DNS rebinding); every redirect is
// checked like the first address; size and time are bounded, after decompression too; nothing of this server is sent along.
import { lookup } from 'node:dns/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isPublicAddress } from '../push/endpoint.ts';

const MOST_REDIRECTS = 5;
const WITHIN_MS = 10_000;
/** Web servers elsewhere listen on high ports; the low ones belong to mail, databases and shells. */
const FIRST_FREE_PORT = 1_024;

export interface Resolved {
  address: string;
  family: number;
}

interface GuardedFetchDeps {
  resolve?: (hostname: string) => Promise<readonly Resolved[]>;
  isAllowed?: (address: string) => boolean;
  withinMs?: number;
}

export type Fetched =
  | { kind: 'answered'; status: number; url: string; type: string; body: Buffer; isCut: boolean }
  /** Not an address of the public web. */
  | { kind: 'blocked' }
  /** No such name. */
  | { kind: 'unknown' }
  | { kind: 'unreachable' };

export interface FetchOptions {
  accept: string;
  /** Bytes of the body, after decompression. A longer body is cut. 0: the body is not read. */
  mostBytes: number;
}

export type GuardedFetch = (url: string, options: FetchOptions) => Promise<Fetched>;

const resolveByDns = (hostname: string): Promise<readonly Resolved[]> => lookup(hostname, { all: true, verbatim: true });

export function createGuardedFetch({
  resolve = resolveByDns,
  isAllowed = isPublicAddress,
  withinMs = WITHIN_MS,
}: GuardedFetchDeps = {}): GuardedFetch {
  const checked = async (url: URL): Promise<readonly Resolved[] | 'blocked' | 'unknown'> => {
    const hostname = url.hostname.replace(/^\[|\]$/g, '');
    const family = isIP(hostname);
    if (family !== 0) return isAllowed(hostname) ? [{ address: hostname, family }] : 'blocked';
    if (hostname.endsWith('.localhost') || hostname === 'localhost') return 'blocked';
    let found: readonly Resolved[];
    try {
      found = await resolve(hostname);
    } catch {
      return 'unknown';
    }
    // One private address among public ones is a trap: which of them a connection would take is not in our hands.
    if (found.length === 0) return 'unknown';
    return found.every(({ address }) => isAllowed(address)) ? found : 'blocked';
  };

  return async (address, options) => {
    const signal = AbortSignal.timeout(withinMs);
    let url = webUrl(address);
    try {
      for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
        if (url === null) return { kind: 'blocked' };
        const targets = await within(checked(url), signal);
        if (typeof targets === 'string') return { kind: targets };
        const answer = await answerOf(url, { targets, isAllowed, accept: options.accept, signal });
        const { location } = answer.headers;
        if (location === undefined || !isRedirect(answer.statusCode ?? 0)) return await read(url, answer, options, signal);
        answer.destroy();
        url = webUrl(location, url);
      }
      return { kind: 'unreachable' };
    } catch (error) {
      return { kind: error instanceof NotAllowed ? 'blocked' : 'unreachable' };
    }
  };
}

class NotAllowed extends Error {}

/** Null for anything but an address of the web without a password. */
function webUrl(text: string, base?: URL): URL | null {
  if (!URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  const port = url.port === '' ? null : Number(url.port);
  const isPortFree = port === null || port === 80 || port === 443 || port >= FIRST_FREE_PORT;
  return isWeb && isPortFree && url.username === '' && url.password === '' ? url : null;
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

function within<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error('too slow'));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

interface Asking {
  targets: readonly Resolved[];
  isAllowed(address: string): boolean;
  accept: string;
  signal: AbortSignal;
}

function answerOf(url: URL, { targets, isAllowed, accept, signal }: Asking): Promise<IncomingMessage> {
  // The request asks for no name: it gets the addresses that were checked.
  const checkedOnly: LookupFunction = (_hostname, options, done) => {
    const [first] = targets;
    if (options.all) done(null, [...targets]);
    else done(null, first?.address ?? '', first?.family ?? 4);
  };
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      agent: false,
      lookup: checkedOnly,
      signal,
      headers: {
        accept,
        'accept-encoding': 'gzip, br, deflate',
        'accept-language': 'en,*;q=0.5',
        'user-agent': 'Mozilla/5.0 (compatible; Cadence; link preview)',
      },
    });
    asked.once('error', reject);
    asked.once('response', (answer) => {
      const { remoteAddress } = answer.socket;
      if (remoteAddress !== undefined && isAllowed(remoteAddress)) return resolve(answer);
      answer.destroy();
      reject(new NotAllowed());
    });
    asked.end();
  });
}

async function read(url: URL, answer: IncomingMessage, { mostBytes }: FetchOptions, signal: AbortSignal): Promise<Fetched> {
  const found = {
    kind: 'answered',
    status: answer.statusCode ?? 0,
    url: url.href,
    type: answer.headers['content-type'] ?? '',
  } as const;
  const parts: Buffer[] = [];
  let size = 0;
  let isCut = false;
  try {
    if (mostBytes > 0) {
      const body = plainBody(answer);
      const stop = (): void => void body.destroy(new Error('too slow'));
      signal.addEventListener('abort', stop, { once: true });
      for await (const part of body as AsyncIterable<Buffer>) {
        parts.push(part);
        size += part.length;
        if (size > mostBytes) {
          isCut = true;
          break;
        }
      }
    }
  } finally {
    answer.destroy();
  }
  return { ...found, body: Buffer.concat(parts).subarray(0, mostBytes), isCut };
}

/** An error of the connection reaches whoever reads the decompressed bytes. */
function plainBody(answer: IncomingMessage): Readable {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase();
  const unpack = { gzip: createGunzip, 'x-gzip': createGunzip, br: createBrotliDecompress, deflate: createInflate }[
    encoding ?? ''
  ];
  if (!unpack) return answer;
  const plain = unpack();
  answer.on('error', (error) => plain.destroy(error));
  answer.pipe(plain);
  return plain;
}
