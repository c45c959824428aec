// Determines the client's address in normal form, and the rate-limit key of that address.
// Invariant: an X-Forwarded-For entry counts only if a proxy in TRUSTED_PROXIES appended it; entries that the client wrote
// itself never count.
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Whether an address in normal form belongs to a trusted proxy. */
export type IsTrustedProxy = (address: string) => boolean;

/** Parses CIDR ranges or single addresses, separated by commas; null when an entry is neither. */
export function parseProxyRanges(text: string): IsTrustedProxy | null {
  const ranges = text
    .split(',')
    .map((range) => range.trim())
    .filter((range) => range !== '')
    .map(rangeOf);
  const known = ranges.filter((range) => range !== null);
  if (known.length < ranges.length) return null;
  return (text_) => {
    const address = parseAddress(text_);
    return address !== null && known.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  };
}

function rangeOf(text: string): [Address, number] | null {
  if (!text.includes('/')) {
    const address = parseAddress(text);
    return address && [address, address.kind() === 'ipv4' ? 32 : 128];
  }
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : null;
}

/**
 * Strips the port, brackets and zone, and converts IPv4-mapped IPv6 to IPv4. Null for anything else, such as `unknown` or
 * `_hidden`.
 */
function parseAddress(text: string): Address | null {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/%.*$/, '');
  const withoutPort = /^[\d.]+:\d+$/.test(bare) ? bare.replace(/:\d+$/, '') : bare;
  // Octal, hexadecimal and short notations of IPv4 are not accepted.
  const isAddress = withoutPort.includes(':')
    ? ipaddr.IPv6.isValid(withoutPort)
    : ipaddr.IPv4.isValidFourPartDecimal(withoutPort);
  return isAddress ? ipaddr.process(withoutPort) : null;
}

/** The same text for every notation of an address; null when the text is not an address. */
export function normalAddress(text: string): string | null {
  const address = parseAddress(text);
  return address && (address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString());
}

/**
 * The nearest address that is not a trusted proxy. X-Forwarded-For is read from the right, because each proxy appends the peer
 * that it saw. An entry that is not an address ends the walk, and the proxy that forwarded it counts as the client.
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, isTrusted: IsTrustedProxy): string {
  let nearest = normalAddress(peer) ?? peer;
  for (const entry of (forwardedFor ?? '').split(',').toReversed()) {
    if (!isTrusted(nearest)) break;
    const address = normalAddress(entry);
    if (address === null) break;
    nearest = address;
  }
  return nearest;
}

/** IPv4 counts by address, IPv6 by /64, because one subscriber usually has a whole /64. */
export function addressBucket(text: string): string {
  const address = parseAddress(text);
  if (address === null) return text;
  if (address.kind() === 'ipv4') return address.toString();
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`);
  return `${network.toRFC5952String()}/64`;
}

/** Whether the address is this machine or in a private network, where a proxy missing from TRUSTED_PROXIES usually runs. */
export function isNearby(text: string): boolean {
  const range = parseAddress(text)?.range();
  return range === 'loopback' || range === 'private' || range === 'uniqueLocal' || range === 'linkLocal';
}

export const isLoopback = (text: string): boolean => parseAddress(text)?.range() === 'loopback';
