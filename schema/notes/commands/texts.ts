// What stands beside a note or an inbox item: the texts that another device's change replaced, and its files.
import type { CommandContext, CommandDb } from '../../command/define.ts';
import { given } from '../../command/kit.ts';
import type { TextOwner } from '../rules/note.ts';
import { lostText } from '../rules/texts.ts';
import type { FileArgs } from './args.ts';

export interface Owner {
  kind: TextOwner;
  id: string;
}

type Texts = Readonly<Record<string, string | null | undefined>>;

/**
 * Keeps every text of `row` that the changes would lose: it is not the one that the person saw. The id of a version follows from
 * the text, so that the same text is kept once, whichever command finds it.
 */
export async function keepLostTexts(
  db: CommandDb,
  ctx: CommandContext,
  owner: Owner,
  { row, changes, base }: { row: Texts; changes: Texts; base: Texts },
): Promise<void> {
  for (const [field, next] of Object.entries(given(changes))) {
    const lost = lostText({ current: row[field] ?? null, next: next ?? null, base: base[field] ?? undefined });
    if (lost !== null) await keepVersion(db, ctx, owner, field, lost);
  }
}

export async function keepVersion(
  db: CommandDb,
  ctx: CommandContext,
  { kind, id }: Owner,
  field: string,
  content: string,
): Promise<void> {
  await db
    .insertInto('note_versions')
    .values({
      id: ctx.derivedId('note_versions', kind, id, field, content),
      user_id: ctx.userId,
      note_kind: kind,
      note_id: id,
      field,
      content,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** A file row that is known already stays as it is. */
export async function attachFiles(
  db: CommandDb,
  ctx: CommandContext,
  { kind, id }: Owner,
  files: readonly FileArgs[],
): Promise<void> {
  for (const file of files) {
    await db
      .insertInto('note_files')
      .values({
        id: file.id,
        user_id: ctx.userId,
        note_kind: kind,
        note_id: id,
        content_sha256: file.sha256,
        name: file.name,
        mime_type: file.type === '' ? 'application/octet-stream' : file.type,
        byte_size: file.size,
        created_at: ctx.now,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
}

export async function deleteBeside(db: CommandDb, ctx: CommandContext, id: string): Promise<void> {
  await db.deleteFrom('note_versions').where('note_id', '=', id).where('user_id', '=', ctx.userId).execute();
  await db.deleteFrom('note_files').where('note_id', '=', id).where('user_id', '=', ctx.userId).execute();
}
