// Who is at the other end. A forwarded address is believed only from a proxy on this machine.
import type { Context } from 'hono';
import type { AppContext } from '../http/context.ts';

export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');

export function peerAddress(c: Context<AppContext>): string {
  const direct = c.env.incoming?.socket.remoteAddress ?? '127.0.0.1';
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return forwarded && isLoopbackAddress(direct) ? forwarded : direct;
}

/** This machine itself, not a proxy on it that speaks for somebody else. */
export const isDirectLoopback = (c: Context<AppContext>): boolean =>
  isLoopbackAddress(c.env.incoming?.socket.remoteAddress ?? '127.0.0.1') &&
  c.req.header('x-forwarded-for') === undefined &&
  c.req.header('forwarded') === undefined;
