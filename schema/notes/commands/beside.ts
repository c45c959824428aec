// Files of notes, and the texts that another device's change replaced.
import { z } from 'zod';
import { defineCommand, ok, reject } from '../../command/define.ts';
import { deleteOwn, ownRow, owns, patchOwn } from '../../command/kit.ts';
import { instant, rowId } from '../../command/values.ts';
import { LINK_STATUSES, noteLimits, TABLE_OF, TEXT_OWNERS, type TextOwner } from '../rules/note.ts';
import { fileFields } from './args.ts';
import { attachFiles, keepVersion } from './texts.ts';

const tableOfOwner = (of: TextOwner) => (of === 'inbox' ? 'inbox_items' : TABLE_OF[of]);

const attach = defineCommand('notes.attach', {
  args: fileFields.extend({ of: z.object({ kind: z.enum(TEXT_OWNERS), id: rowId }) }),
  async apply(db, { of, ...file }, ctx) {
    if (!(await owns(db, ctx, tableOfOwner(of.kind), of.id))) return reject('not_found');
    await attachFiles(db, ctx, of, [file]);
    return (await owns(db, ctx, 'note_files', file.id)) ? ok() : reject('conflict');
  },
});

const detach = defineCommand('notes.detach', {
  args: z.object({ id: rowId }),
  apply: (db, { id }, ctx) => deleteOwn(db, ctx, 'note_files', id),
});

/** The kept text takes the place of the present one, which is kept in its turn. */
const useVersion = defineCommand('notes.useVersion', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const version = await ownRow(db, ctx, 'note_versions', id, ['note_kind', 'note_id', 'field', 'content']);
    if (!version) return reject('not_found');
    const owner = { kind: version.note_kind, id: version.note_id };
    const table = tableOfOwner(owner.kind) as 'ideas';
    const field = version.field as 'title';
    const row = await ownRow(db, ctx, table, owner.id, [field]);
    if (!row) return reject('not_found');
    await deleteOwn(db, ctx, 'note_versions', id);
    const present: string | null = row[field];
    if (present !== null && present !== '' && present !== version.content) await keepVersion(db, ctx, owner, field, present);
    return patchOwn(db, ctx, table, owner.id, { [field]: version.content });
  },
});

/** The person has taken from it what they want. */
const dropVersion = defineCommand('notes.dropVersion', {
  args: z.object({ id: rowId }),
  apply: (db, { id }, ctx) => deleteOwn(db, ctx, 'note_versions', id),
});

/** Undoes dropVersion. */
const keepAgain = defineCommand('notes.keepVersion', {
  args: z.object({
    of: z.object({ kind: z.enum(TEXT_OWNERS), id: rowId }),
    field: z.enum(['title', 'content', 'category', 'url', 'description']),
    content: z.string().max(noteLimits.content),
  }),
  async apply(db, { of, field, content }, ctx) {
    if (!(await owns(db, ctx, tableOfOwner(of.kind), of.id))) return reject('not_found');
    await keepVersion(db, ctx, of, field, content);
    return ok();
  },
});

const siteText = z.string().trim().max(noteLimits.siteText).nullable();

/** What the server found at a reference's address. A title that the person gave stays. */
const fetched = defineCommand('notes.fetched', {
  args: z.object({
    id: rowId,
    /** The address that was fetched: the answer is about no other. */
    url: z.string().max(noteLimits.url),
    status: z.enum(LINK_STATUSES),
    at: instant,
    /** Without it only the link was checked. */
    page: z
      .object({
        title: siteText,
        description: siteText,
        siteName: z.string().trim().max(noteLimits.siteName).nullable(),
        icon: z
          .string()
          .max(noteLimits.icon)
          .regex(/^data:image\/(png|webp);base64,[A-Za-z0-9+/]+=*$/)
          .nullable(),
      })
      .optional(),
  }),
  async apply(db, { id, url, status, at, page }, ctx) {
    const row = await ownRow(db, ctx, 'user_references', id, ['url', 'title']);
    if (!row) return reject('not_found');
    if (row.url !== url) return ok();
    const siteTitle = page?.title ?? '';
    const isUntitled = row.title === url || row.title === url.replace(/\/$/, '');
    return patchOwn(db, ctx, 'user_references', id, {
      link_status: status,
      link_checked_at: new Date(at),
      ...(page && {
        site_title: page.title,
        site_description: page.description,
        site_name: page.siteName,
        icon: page.icon,
        fetched_at: new Date(at),
      }),
      ...(isUntitled && siteTitle !== '' && { title: siteTitle.slice(0, noteLimits.title) }),
    });
  },
});

export const besideCommands = [attach, detach, useVersion, dropVersion, keepAgain, fetched] as const;
