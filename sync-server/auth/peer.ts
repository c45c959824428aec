// Identifies the peer of a request, from its socket and its headers.
import type { Context } from 'hono';
import type { AppContext } from '../http/context.ts';
import { addressBucket, clientAddress, isLoopback, isNearby, type IsTrustedProxy } from './client-address.ts';

export interface Peer {
  /** In normal form, for the session and the audit log. */
  address: string;
  /** The rate-limit key. */
  bucket: string;
  /**
   * `here`: a program on this machine. `crowd`: a nearby proxy that TRUSTED_PROXIES does not name, so many people may share
   * this address. `one`: any other peer.
   */
  kind: 'here' | 'crowd' | 'one';
}

/** Headers with which a proxy marks a forwarded request. */
const isForwardingHeader = (name: string): boolean =>
  name === 'forwarded' || name === 'via' || name === 'x-real-ip' || name.startsWith('x-forwarded-');

export function peerOf(c: Context<AppContext>, isTrusted: IsTrustedProxy): Peer {
  const socketAddress = c.env.incoming?.socket.remoteAddress ?? '127.0.0.1';
  const address = clientAddress(socketAddress, c.req.header('x-forwarded-for'), isTrusted);
  const isProxied = isForwarded(c);
  const isProxyItself = isProxied && isNearby(socketAddress) && address === clientAddress(socketAddress, undefined, isTrusted);
  const kind = isProxyItself ? 'crowd' : isLoopback(socketAddress) && !isProxied ? 'here' : 'one';
  return { address, bucket: addressBucket(address), kind };
}

/** A proxy sends a forwarding header, or HTTP/1.0, which is nginx's default. */
const isForwarded = (c: Context<AppContext>): boolean =>
  c.env.incoming?.httpVersion === '1.0' || [...c.req.raw.headers.keys()].some(isForwardingHeader);

/** Whether the request comes from this machine, under any of its names, without a proxy, not even a trusted one. */
export const isDirectLoopback = (c: Context<AppContext>): boolean =>
  isLoopback(c.env.incoming?.socket.remoteAddress ?? '127.0.0.1') && !isForwarded(c);
