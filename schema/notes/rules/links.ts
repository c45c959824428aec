// Links between notes: [[Title]], [[Title|shown words]], [[Title#heading]]. A link finds a note by its title, whatever its case.
const LINK = /\[\[([^[\]\n]{1,500})\]\]/g;

export interface NoteLink {
  /** The title as written. */
  title: string;
  shown: string;
  /** Of the first bracket. */
  at: number;
  length: number;
}

export const titleKey = (title: string): string => title.trim().replaceAll(/\s+/g, ' ').toLowerCase();

const MOST_FORMER = 20;

/** The keys of a note's former titles after it is renamed, the newest last. */
export function formerTitles(former: readonly string[], from: string, to: string): string[] {
  const [left, now] = [titleKey(from), titleKey(to)];
  return [...former.filter((one) => one !== left), left].filter((one) => one !== now).slice(-MOST_FORMER);
}

/** The links of a text, in order. Code is not left out: whoever renders the text knows what is code. */
export function linksOf(text: string): NoteLink[] {
  return [...text.matchAll(LINK)].flatMap((found) => {
    const [target = '', ...rest] = (found[1] ?? '').split('|');
    const title = (target.split('#')[0] ?? '').trim();
    if (title === '') return [];
    const shown = rest.join('|').trim();
    return [{ title, shown: shown === '' ? target.trim() : shown, at: found.index, length: found[0].length }];
  });
}

/** What is typed of a link that is not closed yet, before the caret: the text after `[[`; null outside of one. */
export function openLinkBefore(text: string, caret: number): string | null {
  return /\[\[([^[\]\n]{0,200})$/.exec(text.slice(Math.max(0, caret - 210), caret))?.[1] ?? null;
}
