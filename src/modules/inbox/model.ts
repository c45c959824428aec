// What a captured text becomes: its first line is the title, the rest the description.
import { parseCapture, type CaptureParse } from '#schema/inbox/capture-syntax.ts';
import { inboxLimits, type Priority } from '#schema/inbox/rules.ts';
import { cleanTags as cleanNoteTags } from '#schema/notes/rules/note.ts';

export interface InboxItem {
  id: string;
  title: string;
  description: string | null;
  tags: string[];
  priority: Priority | null;
  due_on: string | null;
  created_at: Date;
}

export interface CaptureDraft {
  title: string;
  description: string | null;
}

/** Null when there is nothing to keep. A first line that is too long goes on in the description. */
export function textToDraft(text: string): CaptureDraft | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const [first = '', ...rest] = trimmed.split('\n');
  const title = first.trim().slice(0, inboxLimits.title);
  const overflow = first.trim().slice(inboxLimits.title);
  const description = [overflow, ...rest].join('\n').trim().slice(0, inboxLimits.description);
  return { title, description: description === '' ? null : description };
}

export const itemToText = ({ title, description }: CaptureDraft): string =>
  description === null || description === '' ? title : `${title}\n${description}`;

/** What another app shared. Android puts a link into `text` as often as into `url`; nothing is repeated. */
export function sharedToText({ title = '', text = '', url = '' }: { title?: string; text?: string; url?: string }): string {
  const parts = [title, text, url].map((part) => part.trim()).filter((part) => part !== '');
  return parts.filter((part, index) => !parts.some((other, at) => at !== index && isSaidBy(part, index, other, at))).join('\n');
}

const isSaidBy = (part: string, index: number, other: string, at: number): boolean =>
  other === part ? at < index : other.includes(part);

/** Tags as they are kept: trimmed, without a leading #, each once, in order. */
export const cleanTags = (tags: readonly string[]): string[] => cleanNoteTags(tags).slice(0, inboxLimits.tags);

/** What the quick syntax of a text means. `isPlain`: the person wants the marks as words. */
export function understood(text: string, today: string, isPlain: boolean): CaptureParse {
  return isPlain ? { text: text.trim(), tags: [], priority: null, dueOn: null } : parseCapture(text, today);
}

export const hasMarks = ({ tags, priority, dueOn }: CaptureParse): boolean =>
  tags.length > 0 || priority !== null || dueOn !== null;
