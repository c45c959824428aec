// Addresses of references. Only http and https are ever opened or fetched.
import { noteLimits } from './note.ts';

/** The address as it is stored; null for a text that is no web address. */
export function webAddress(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > noteLimits.url || /\s/.test(trimmed)) return null;
  const full = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const url = parsed(full);
  if (!url || !isWeb(url) || url.hostname === '') return null;
  return url.href.length > noteLimits.url ? null : url.href;
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

const isWeb = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:';

export const isWebAddress = (text: string): boolean => {
  const url = parsed(text);
  return url !== null && isWeb(url);
};

const TRACKING = /^(utm_\w+|fbclid|gclid|mc_[ce]id|igshid)$/;

/**
 * What two addresses of one page have in common: without scheme, www, a slash at the end, tracking parameters and the part
 * after #. A single-page app's #!… or #/… is its address.
 */
export function pageKey(address: string): string {
  const url = parsed(address);
  if (!url || !isWeb(url)) return address;
  const query = [...url.searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const search = query.length === 0 ? '' : `?${new URLSearchParams(query).toString()}`;
  const hash = /^#[!/]/.test(url.hash) ? url.hash : '';
  return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/+$/, '')}${search}${hash}`;
}

/** The site of an address, for people: `example.org`. */
export const siteOf = (address: string): string => parsed(address)?.hostname.replace(/^www\./, '') ?? address;
