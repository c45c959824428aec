// Tags over all notes and the inbox: renamed, merged with another by its name, or removed everywhere.
import { z } from 'zod';
import { defineCommand, ok } from '../../command/define.ts';
import { patchOwn } from '../../command/kit.ts';
import { renamedTag } from '../rules/note.ts';
import { tag } from './args.ts';

const TAGGED = ['ideas', 'infobase_entries', 'user_references', 'inbox_items'] as const;

const renameTag = defineCommand('notes.renameTag', {
  args: z.object({
    from: tag,
    /** A tag that exists already takes the notes of the renamed one. Null removes the tag. */
    to: tag.nullable(),
  }),
  async apply(db, { from, to }, ctx) {
    for (const name of TAGGED) {
      const table = name as 'inbox_items';
      const rows = await db.selectFrom(table).select(['id', 'tags']).where('user_id', '=', ctx.userId).orderBy('id').execute();
      for (const { id, tags } of rows) {
        const next = renamedTag(tags, from, to);
        if (next) await patchOwn(db, ctx, table, id, { tags: next });
      }
    }
    return ok();
  },
});

export const labelCommands = [renameTag] as const;
