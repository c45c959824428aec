// What a page says of itself: its title, description, the name of its site, and where its icon is. Only the text of its head is read.
import { Parser } from 'htmlparser2';

export interface PageFacts {
  title: string | null;
  description: string | null;
  siteName: string | null;
  /** Absolute addresses, the best first. */
  icons: string[];
}

const MOST_ICONS = 3;

export function pageFacts(body: Buffer, type: string, url: string): PageFacts {
  const said = new Map<string, string>();
  const icons: { href: string; isTouch: boolean }[] = [];
  let [title, isInTitle, isTitled, depth] = ['', false, false, 0];
  const note = (name: string | undefined, content: string | undefined): void => {
    const key = name?.toLowerCase();
    if (key !== undefined && content !== undefined && content.trim() !== '' && !said.has(key)) said.set(key, oneLine(content));
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      // The title of a drawing is not the page's.
      if (name === 'svg') depth += 1;
      if (name === 'title' && !isTitled && depth === 0) isInTitle = true;
      if (name === 'meta') note(attributes['property'] ?? attributes['name'], attributes['content']);
      if (name === 'link') {
        const rel = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
        const href = attributes['href'] ?? '';
        const isSvg = /svg/i.test(attributes['type'] ?? '') || /\.svg($|\?)/i.test(href);
        const isTouch = rel.includes('apple-touch-icon');
        if ((rel.includes('icon') || isTouch) && href !== '' && !isSvg) icons.push({ href, isTouch });
      }
    },
    ontext(text) {
      if (isInTitle) title += text;
    },
    onclosetag(name) {
      if (name === 'svg') depth -= 1;
      if (name === 'title' && isInTitle) [isInTitle, isTitled] = [false, true];
    },
  });
  parser.write(decoded(body, type));
  parser.end();
  const first = (...names: string[]): string | null =>
    names.map((name) => said.get(name)).find((text) => text !== undefined) ?? null;
  return {
    title: first('og:title', 'twitter:title') ?? (oneLine(title) || null),
    description: first('og:description', 'description', 'twitter:description'),
    siteName: first('og:site_name', 'application-name'),
    icons: iconAddresses(icons, url),
  };
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function iconAddresses(icons: readonly { href: string; isTouch: boolean }[], url: string): string[] {
  const inOrder = [...icons.filter(({ isTouch }) => !isTouch), ...icons.filter(({ isTouch }) => isTouch)].map(({ href }) => href);
  const all = [...inOrder.slice(0, MOST_ICONS - 1), '/favicon.ico'];
  return [...new Set(all.flatMap((href) => (URL.canParse(href, url) ? [new URL(href, url).href] : [])))];
}

/** The encoding of the header, else of the page's beginning, else UTF-8. */
function decoded(body: Buffer, type: string): string {
  const beginning = body.subarray(0, 1_024).toString('latin1');
  const label = /charset=["']?([\w-]+)/i.exec(type)?.[1] ?? /<meta[^>]+charset=["']?([\w-]+)/i.exec(beginning)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}
