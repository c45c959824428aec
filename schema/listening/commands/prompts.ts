// A person's own prompts and presets. Shipped ones cannot be changed; what is removed is only deactivated, because sessions refer to it.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { jsonb } from '../../command/kit.ts';
import { rowId } from '../../command/values.ts';
import { ANSWER_KINDS, CATEGORIES, DIFFICULTIES, MEASURES } from '../rules/prompts.ts';

const MOST_TEXTS = 10;
const MOST_PROMPTS = 40;
const MOST_OWN = 500;
const title = z.string().trim().min(1).max(120);
const texts = z.array(z.string().trim().min(1).max(500)).max(MOST_TEXTS);
const scaleEnd = z.string().trim().max(60).nullable();

type Shared = 'listening_prompt_templates' | 'listening_prompt_presets';

/** A prompt or preset that is shipped or the person's own; undefined for others'. */
export async function visible(db: CommandDb, ctx: CommandContext, table: Shared, id: string) {
  // Both tables have these columns but the category and the answer, which only prompts are asked for.
  const row = await db
    .selectFrom(table as 'listening_prompt_templates')
    .select(
      table === 'listening_prompt_templates'
        ? ['id', 'name', 'created_by', 'category', 'answer_kind']
        : ['id', 'name', 'created_by'],
    )
    .where('id', '=', id)
    .executeTakeFirst();
  return row && (row.created_by === null || row.created_by === ctx.userId)
    ? { ...row, category: row.category ?? '', answer_kind: row.answer_kind ?? 'note' }
    : undefined;
}

async function canSave(db: CommandDb, ctx: CommandContext, table: Shared, id: string) {
  const row = await db
    .selectFrom(table as 'listening_prompt_templates')
    .select('created_by')
    .where('id', '=', id)
    .executeTakeFirst();
  if (row && row.created_by !== ctx.userId) return reject(row.created_by === null ? 'not_found' : 'conflict');
  if (row) return null;
  const { count } = await db
    .selectFrom(table as 'listening_prompt_templates')
    .select((all) => all.fn.countAll<number>().as('count'))
    .where('created_by', '=', ctx.userId)
    .executeTakeFirstOrThrow();
  return count >= MOST_OWN ? reject('limit_exceeded', `You can have at most ${MOST_OWN} of these.`) : null;
}

const savePrompt = defineCommand('listening.savePrompt', {
  args: z.object({
    id: rowId,
    name: title,
    category: z.enum(CATEGORIES),
    difficulty: z.enum(DIFFICULTIES),
    text: z.string().trim().min(1).max(1_000),
    answerKind: z.enum(ANSWER_KINDS),
    scaleLow: scaleEnd,
    scaleHigh: scaleEnd,
    hints: texts,
    expected: texts,
    measures: z.array(z.enum(MEASURES)).max(MEASURES.length),
    seconds: z.int().min(10).max(900),
  }),
  async apply(db, { id, text, answerKind, scaleLow, scaleHigh, hints, expected, measures, ...plain }, ctx) {
    const problem = await canSave(db, ctx, 'listening_prompt_templates', id);
    if (problem) return problem;
    const values = {
      ...plain,
      prompt_text: text,
      answer_kind: answerKind,
      scale_low: scaleLow,
      scale_high: scaleHigh,
      hints: jsonb(hints),
      expected_observations: jsonb(expected),
      measures: [...measures],
      is_active: true,
      updated_at: ctx.now,
    };
    await db
      .insertInto('listening_prompt_templates')
      .values({ id, created_by: ctx.userId, created_at: ctx.now, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
    return ok();
  },
});

const savePreset = defineCommand('listening.savePreset', {
  args: z.object({
    id: rowId,
    name: title,
    description: z.string().trim().max(500),
    prompts: z
      .array(z.object({ templateId: rowId, seconds: z.int().min(10).max(900) }))
      .min(1)
      .max(MOST_PROMPTS),
  }),
  async apply(db, { id, name, description, prompts }, ctx) {
    for (const { templateId } of prompts) {
      if (!(await visible(db, ctx, 'listening_prompt_templates', templateId))) return reject('not_found');
    }
    const problem = await canSave(db, ctx, 'listening_prompt_presets', id);
    if (problem) return problem;
    const values = {
      name,
      description,
      template_id: prompts[0]?.templateId ?? null,
      preset_type: 'own',
      config: jsonb({ prompts }),
      is_active: true,
      updated_at: ctx.now,
    };
    await db
      .insertInto('listening_prompt_presets')
      .values({ id, created_by: ctx.userId, created_at: ctx.now, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
    return ok();
  },
});

async function deactivate(db: CommandDb, ctx: CommandContext, table: Shared, id: string, isActive: boolean) {
  const { numUpdatedRows } = await db
    .updateTable(table as 'listening_prompt_templates')
    .set({ is_active: isActive, updated_at: ctx.now })
    .where('id', '=', id)
    .where('created_by', '=', ctx.userId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 0n ? reject('not_found') : ok();
}

const showPrompt = defineCommand('listening.showPrompt', {
  args: z.object({ id: rowId, isShown: z.boolean() }),
  apply: (db, { id, isShown }, ctx) => deactivate(db, ctx, 'listening_prompt_templates', id, isShown),
});

const showPreset = defineCommand('listening.showPreset', {
  args: z.object({ id: rowId, isShown: z.boolean() }),
  apply: (db, { id, isShown }, ctx) => deactivate(db, ctx, 'listening_prompt_presets', id, isShown),
});

export const promptCommands = [savePrompt, savePreset, showPrompt, showPreset] as const;
