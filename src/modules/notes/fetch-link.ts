// Asks the server about a reference's address and saves what it found. The icon is drawn small here, so that a row stays small.
import { noteLimits } from '#schema/notes/rules/note.ts';
import type { Replica } from '#src/replica/public.ts';
import { showProblem } from '#src/ui/toast.tsx';
import { runOn } from '../use-run.ts';
import { askLink } from './link-client.ts';

const ICON_PX = 32;

interface Fetched {
  id: string;
  url: string;
}

/** `isQuiet`: nobody asked for it, so a failure is not said. True when something was saved. */
export async function fetchLink(
  replica: Replica,
  { id, url }: Fetched,
  what: 'page' | 'check',
  isQuiet = false,
): Promise<boolean> {
  const asked = await askLink(what, url);
  if (!asked.ok) {
    if (!isQuiet) showProblem(asked.error);
    return false;
  }
  const { status, page, at } = asked.answer;
  return runOn(replica)('notes.fetched', {
    id,
    url,
    status,
    at,
    ...(page && {
      page: {
        title: cut(page.title, noteLimits.siteText),
        description: cut(page.description, noteLimits.siteText),
        siteName: cut(page.siteName, noteLimits.siteName),
        icon: page.icon === null ? null : await smallIcon(page.icon),
      },
    }),
  });
}

const cut = (text: string | null, most: number): string | null => (text === null ? null : text.trim().slice(0, most) || null);

/** A data URL of at most the allowed length; null for what is no picture. */
async function smallIcon(dataUrl: string): Promise<string | null> {
  try {
    const picture = new Image();
    picture.src = dataUrl;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = ICON_PX;
    canvas.height = ICON_PX;
    canvas.getContext('2d')?.drawImage(picture, 0, 0, ICON_PX, ICON_PX);
    const small = canvas.toDataURL('image/png');
    return small.length <= noteLimits.icon && small.startsWith('data:image/png') ? small : null;
  } catch {
    return null;
  }
}
