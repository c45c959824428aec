// The links of a Markdown text: which addresses a text may lead to, and [[Title]] as a link.

/** The scheme under which a title stands in the tree of a text. It never reaches the page's HTML. */
export const NOTE_LINK = 'note-title:';

/** A text may write such an address itself, with any percent signs. */
export function titleOfLink(href: string): string {
  try {
    return decodeURIComponent(href.slice(NOTE_LINK.length));
  } catch {
    return href.slice(NOTE_LINK.length);
  }
}

/**
 * Web and mail addresses, and places within the page. Addresses without a scheme would lead into the app, whose pages a text from
 * elsewhere has no business with.
 */
export const isSafeHref = (href: string): boolean => /^(https?:\/\/|mailto:|#)/i.test(href);

interface Node {
  type: string;
  value?: string;
  url?: string;
  children?: Node[];
}

const TITLE = /\[\[([^[\]\n]{1,500})\]\]/g;

/** A remark plugin: [[Title]] and [[Title|shown words]] become links, except in code and in other links. */
export function linkTitles() {
  return (tree: Node): void => linkWithin(tree);
}

function linkWithin(node: Node): void {
  if (!node.children || node.type === 'link' || node.type === 'linkReference') return;
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text' && child.value !== undefined) return linkedText(child.value);
    linkWithin(child);
    return [child];
  });
}

function linkedText(text: string): Node[] {
  const parts: Node[] = [];
  let at = 0;
  for (const found of text.matchAll(TITLE)) {
    const [target = '', ...rest] = (found[1] ?? '').split('|');
    const title = (target.split('#')[0] ?? '').trim();
    if (title === '') continue;
    const shown = rest.join('|').trim() || target.trim();
    if (found.index > at) parts.push({ type: 'text', value: text.slice(at, found.index) });
    parts.push({ type: 'link', url: NOTE_LINK + encodeURIComponent(title), children: [{ type: 'text', value: shown }] });
    at = found.index + found[0].length;
  }
  if (parts.length === 0) return [{ type: 'text', value: text }];
  if (at < text.length) parts.push({ type: 'text', value: text.slice(at) });
  return parts;
}
