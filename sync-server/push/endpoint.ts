// Restricts the targets of pushes. A browser registers the address of its push service, so a person could register any address,
// and the server must not be made to send requests into its own network (server-side request forgery).
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

const MAX_ENDPOINT_LENGTH = 2_048;

/** The problem with an endpoint as text; null when there is none. Host names are checked again when they are resolved. */
export function endpointProblem(endpoint: string, allowsPrivate: boolean): string | null {
  if (endpoint.length > MAX_ENDPOINT_LENGTH || !URL.canParse(endpoint)) return 'The endpoint is not an address.';
  const { protocol, username, password, hostname } = new URL(endpoint);
  if (username !== '' || password !== '') return 'The endpoint must not hold a password.';
  if (allowsPrivate) return protocol === 'http:' || protocol === 'https:' ? null : 'The endpoint must begin with https://.';
  if (protocol !== 'https:') return 'The endpoint must begin with https://.';
  const address = hostname.replace(/^\[|\]$/g, '');
  const isPrivate = ipaddr.isValid(address)
    ? !isPublicAddress(address)
    : !hostname.includes('.') || hostname.endsWith('.localhost');
  return isPrivate ? 'The endpoint is a private address.' : null;
}

/** An IPv4-mapped IPv6 address counts as its IPv4 address. */
export const isPublicAddress = (address: string): boolean => ipaddr.process(address).range() === 'unicast';

/**
 * Resolves a host name for a request, without private addresses: a public name may resolve to one, and may change after an
 * earlier check.
 */
export const lookUpPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0);
    const reachable = addresses.filter(({ address }) => isPublicAddress(address));
    const first = reachable[0];
    if (!first) return done(new Error(`${hostname} has no public address`), '', 0);
    if (options.all) done(null, reachable);
    else done(null, first.address, first.family);
  });
};
