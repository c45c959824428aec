// Compression of answers made on the fly. Over the loopback the bytes are free and the time is not, so it is left out there.
import { constants, gzip, type ZlibOptions } from 'node:zlib';
import { promisify } from 'node:util';
import type { Context } from 'hono';
import type { AppContext } from './context.ts';

const gzipAsync = promisify<string, ZlibOptions, Buffer>(gzip);
const WORTH_IT_BYTES = 4 * 1024;

const isLoopback = (address: string | undefined): boolean =>
  address === undefined || address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');

export function wantsCompression(c: Context<AppContext>, length: number): boolean {
  return (
    length >= WORTH_IT_BYTES &&
    (c.req.header('accept-encoding') ?? '').includes('gzip') &&
    // A proxy on this machine speaks for somebody elsewhere.
    (!isLoopback(c.env.incoming?.socket.remoteAddress) || c.req.header('x-forwarded-for') !== undefined)
  );
}

/** Level 1: a page of the feed takes about 10 ms and shrinks about six times. */
export const compressText = (text: string): Promise<Buffer> => gzipAsync(text, { level: constants.Z_BEST_SPEED });
