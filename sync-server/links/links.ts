// What people ask about an address: what the page is called, whether it is still there, a picture.
import type { FetchedLinkAnswer } from '#schema/protocol/links.ts';
import type { Fetched, GuardedFetch } from './guarded-fetch.ts';
import { pageFacts } from './page-facts.ts';
import { pictureType } from './pictures.ts';

const PAGE_BYTES = 512 * 1_024;
const ICON_BYTES = 100 * 1_024;
const PICTURE_BYTES = 8 * 1_024 * 1_024;

const HTML = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.5';
const PICTURE = 'image/png,image/webp,image/jpeg,image/gif,image/avif,*/*;q=0.1';

type LinkStatus = FetchedLinkAnswer['status'];

/** A page that asks to sign in, or that refuses programs, is there. */
const THERE = new Set([401, 402, 403, 405, 406, 407, 418, 429, 451, 999]);

export function linkStatus(fetched: Fetched): LinkStatus {
  if (fetched.kind === 'blocked' || fetched.kind === 'unreachable') return fetched.kind;
  if (fetched.kind === 'unknown') return 'dead';
  const { status } = fetched;
  if ((status >= 200 && status < 400) || THERE.has(status)) return 'alive';
  return status === 404 || status === 410 ? 'dead' : 'unreachable';
}

export interface Links {
  page(url: string): Promise<Omit<FetchedLinkAnswer, 'at'>>;
  check(url: string): Promise<Omit<FetchedLinkAnswer, 'at'>>;
  /** Null for what is no picture. */
  picture(url: string): Promise<{ bytes: Buffer; type: string } | null>;
}

export function createLinks(get: GuardedFetch): Links {
  const pictureAt = async (url: string, mostBytes: number) => {
    const fetched = await get(url, { accept: PICTURE, mostBytes });
    if (fetched.kind !== 'answered' || fetched.status !== 200 || fetched.isCut) return null;
    const type = pictureType(fetched.body);
    return type === null ? null : { bytes: fetched.body, type };
  };
  const firstIcon = async (urls: readonly string[]): Promise<string | null> => {
    for (const url of urls) {
      const icon = await pictureAt(url, ICON_BYTES);
      if (icon) return `data:${icon.type};base64,${icon.bytes.toString('base64')}`;
    }
    return null;
  };
  return {
    async page(url) {
      const fetched = await get(url, { accept: HTML, mostBytes: PAGE_BYTES });
      const status = linkStatus(fetched);
      if (fetched.kind !== 'answered' || fetched.status < 200 || fetched.status >= 300) return { status, page: null };
      if (!/html|xml/i.test(fetched.type))
        return { status, page: { title: null, description: null, siteName: null, icon: null } };
      const { icons, ...facts } = pageFacts(fetched.body, fetched.type, fetched.url);
      return { status, page: { ...facts, icon: await firstIcon(icons) } };
    },
    async check(url) {
      return { status: linkStatus(await get(url, { accept: HTML, mostBytes: 0 })), page: null };
    },
    picture: (url) => pictureAt(url, PICTURE_BYTES),
  };
}
