// Common operations of commands on a person's own rows. Invariant: every function touches only rows of `ctx.userId`. Another
// person's id is answered like a missing row, so that nobody can find out which ids exist.
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Database } from '../database.ts';
import { ok, reject, type CommandContext, type CommandDb, type CommandOutcome } from './define.ts';

/** Tables with an `id` whose rows belong to the person in `user_id`. */
export type OwnTable = {
  [Name in keyof Database]: Database[Name] extends { id: string; user_id: string } ? Name : never;
}[keyof Database];

/** The own tables with `updated_at`. */
type DatedTable = { [Name in OwnTable]: 'updated_at' extends keyof Database[Name] ? Name : never }[OwnTable];

/**
 * Kysely cannot type a statement whose table is a parameter. All these tables have `id` and `user_id`, and the signatures below
 * check the other columns, so statements are typed as if they were about this table.
 */
const asOne = (table: OwnTable) => table as 'inbox_items';

/** The given columns of the person's row with this id; undefined when there is no such row. */
export async function ownRow<Name extends OwnTable, Column extends keyof Selectable<Database[Name]> & string>(
  db: CommandDb,
  ctx: CommandContext,
  table: Name,
  id: string,
  columns: readonly Column[],
): Promise<Pick<Selectable<Database[Name]>, Column> | undefined> {
  const row = await db
    .selectFrom(asOne(table))
    .select(columns as unknown as 'id'[])
    .where('id', '=', id)
    .where('user_id', '=', ctx.userId)
    .executeTakeFirst();
  return row as Pick<Selectable<Database[Name]>, Column> | undefined;
}

export const owns = async (db: CommandDb, ctx: CommandContext, table: OwnTable, id: string): Promise<boolean> =>
  (await ownRow(db, ctx, asOne(table), id, ['id'])) !== undefined;

/**
 * `known`: the person already has this row, from an earlier attempt or another device. `conflict`: another person's row has the
 * id.
 */
export type Insertion = 'inserted' | 'known' | 'conflict';

/**
 * Inserts a row of the person under the id that the device made. An undo restores a deleted row by the same call with the same
 * id.
 */
export async function insertOwn<Name extends OwnTable>(
  db: CommandDb,
  ctx: CommandContext,
  table: Name,
  row: Omit<Insertable<Database[Name]>, 'user_id'> & { id: string },
): Promise<Insertion> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto(asOne(table))
    .values({ ...row, user_id: ctx.userId } as unknown as Insertable<Database['inbox_items']>)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) return 'inserted';
  return (await owns(db, ctx, table, row.id)) ? 'known' : 'conflict';
}

/** The command outcome of an insertion: a known row is no failure. */
export const insertionOutcome = (insertion: Insertion): CommandOutcome => (insertion === 'conflict' ? reject('conflict') : ok());

/** The fields with a value; an absent or undefined field means "unchanged". */
export const given = <Changes extends object>(changes: Changes): { [Key in keyof Changes]?: Exclude<Changes[Key], undefined> } =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Changes]?: Exclude<Changes[Key], undefined>;
  };

/** Changes the given fields of the person's row; `not_found` when there is no such row. */
export async function patchOwn<Name extends DatedTable>(
  db: CommandDb,
  ctx: CommandContext,
  table: Name,
  id: string,
  changes: { [Column in keyof Updateable<Database[Name]>]?: Updateable<Database[Name]>[Column] | undefined },
): Promise<CommandOutcome> {
  const { numUpdatedRows } = await db
    .updateTable(asOne(table))
    .set({ ...given(changes), updated_at: ctx.now } as Updateable<Database['inbox_items']>)
    .where('id', '=', id)
    .where('user_id', '=', ctx.userId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 0n ? reject('not_found') : ok();
}

/** Deletes the person's row. A missing row is no failure, because another device may have deleted it. */
export async function deleteOwn(db: CommandDb, ctx: CommandContext, table: OwnTable, id: string): Promise<CommandOutcome> {
  await db.deleteFrom(asOne(table)).where('id', '=', id).where('user_id', '=', ctx.userId).execute();
  return ok();
}

/** Both timestamps of a new row: the time of the person's act. */
export const madeAt = (ctx: CommandContext) => ({ created_at: ctx.now, updated_at: ctx.now });

/** A value for a jsonb column, as SQL that both drivers read back the same way. */
export const jsonb = (value: unknown) => sql<string>`${JSON.stringify(value)}::jsonb`;
