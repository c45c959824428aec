// Compresses dynamic answers. Not over the loopback, where bandwidth is free and CPU time is not.
import { constants, createGzip, gzip, type Gzip, type ZlibOptions } from 'node:zlib';
import { promisify } from 'node:util';
import type { Context } from 'hono';
import type { AppContext } from './context.ts';

const gzipAsync = promisify<string | Buffer, ZlibOptions, Buffer<ArrayBuffer>>(gzip);
const WORTH_IT_BYTES = 4 * 1024;

const isLoopback = (address: string | undefined): boolean =>
  address === undefined || address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');

export function wantsCompression(c: Context<AppContext>, length: number): boolean {
  return (
    length >= WORTH_IT_BYTES &&
    (c.req.header('accept-encoding') ?? '').includes('gzip') &&
    // A proxy on this machine forwards requests of remote clients.
    (!isLoopback(c.env.incoming?.socket.remoteAddress) || c.req.header('x-forwarded-for') !== undefined)
  );
}

/** Level 1: a page of the feed takes about 10 ms and shrinks about six times. */
const FAST: ZlibOptions = { level: constants.Z_BEST_SPEED };

/** For an answer that is forwarded as a stream. */
export const compressing = (): Gzip => createGzip(FAST);

const compressedByBytes = new WeakMap<Buffer, Promise<Buffer<ArrayBuffer>>>();

/** Compresses a body that several requests share only once. */
export function compress(body: string | Buffer): Promise<Buffer<ArrayBuffer>> {
  if (typeof body === 'string') return gzipAsync(body, FAST);
  let compressed = compressedByBytes.get(body);
  if (!compressed) {
    compressed = gzipAsync(body, FAST);
    compressedByBytes.set(body, compressed);
  }
  return compressed;
}
