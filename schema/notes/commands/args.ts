// The arguments that commands about notes share.
import { z } from 'zod';
import { instant, rowId } from '../../command/values.ts';
import { isWebAddress } from '../rules/url.ts';
import { NOTE_KINDS, noteLimits, READING } from '../rules/note.ts';

export const kind = z.enum(NOTE_KINDS);
export const title = z.string().trim().min(1).max(noteLimits.title);
export const content = z.string().max(noteLimits.content);
export const category = z.string().trim().max(noteLimits.category).nullable();
export const url = z.string().max(noteLimits.url).refine(isWebAddress, 'This is no web address.').nullable();
export const tag = z.string().trim().min(1).max(noteLimits.tag);
export const tags = z.array(tag).max(noteLimits.tags);
export const reading = z.enum(READING);
export const progress = z.int().min(0).max(100);
/** Of the text that the person changed, by its fingerprint. */
export const base = z.uuid();

export const fileFields = z.object({
  id: rowId,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().trim().min(1).max(noteLimits.fileName),
  type: z.string().max(noteLimits.mimeType),
  size: z.int().min(0).max(noteLimits.fileBytes),
});
export type FileArgs = z.output<typeof fileFields>;

export const files = z.array(fileFields).max(noteLimits.files);

export const noteItem = z.object({ kind, id: rowId });
export type NoteItem = z.output<typeof noteItem>;

export const newNote = z.object({
  kind,
  id: rowId,
  title,
  content: content.optional(),
  category: category.optional(),
  tags: tags.optional(),
  /** Of a reference. */
  url: url.optional(),
  reading: reading.optional(),
  pinned: z.boolean().optional(),
  archived: z.boolean().optional(),
  /** An imported note has its own time; a time in the future is corrected. */
  addedAt: instant.optional(),
});
export type NewNote = z.output<typeof newNote>;
