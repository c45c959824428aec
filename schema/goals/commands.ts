// Goals, what was entered for them, and their milestones. Invariant: `progress` is what the rows said when a command last changed the goal; the
// pages read linked records live.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb, type CommandOutcome } from '../command/define.ts';
import { deleteOwn, given, insertionOutcome, insertOwn, madeAt, ownRow, owns, patchOwn } from '../command/kit.ts';
import { boundedDayAt } from '../command/person-day.ts';
import { day, rowId } from '../command/values.ts';
import { occurred, takenBack } from '../progress/occurrences.ts';
import { MEASURED_COLUMNS, progressOf } from './measuring.ts';
import { GOAL_STATUSES, goalLimits, isGoalMetric, PRIORITIES } from './rules.ts';

const text = (max: number) => z.string().trim().max(max);
const value = z.number().min(-goalLimits.value).max(goalLimits.value);

const fields = z.object({
  title: text(goalLimits.title).min(1),
  description: text(goalLimits.text).nullable(),
  category: text(goalLimits.category).nullable(),
  targetDate: day.nullable(),
  priority: z.enum(PRIORITIES),
  progressBy: z.enum(['hand', 'milestones', 'linked']),
  startDay: day,
  startValue: value,
  targetValue: value,
  unit: text(goalLimits.unit).nullable(),
  /** A key of GOAL_METRICS. */
  metric: text(40).nullable(),
  /** The habit, for the days of one habit; null for all. */
  habitId: rowId.nullable(),
});
const someFields = fields.partial();

const toColumns = (args: z.output<typeof someFields>) => ({
  title: args.title,
  description: args.description,
  category: args.category === '' ? null : args.category,
  target_date: args.targetDate,
  priority: args.priority,
  progress_by: args.progressBy,
  start_day: args.startDay,
  start_value: args.startValue,
  target_value: args.targetValue,
  unit: args.unit === '' ? null : args.unit,
  linked_metric: args.metric,
  linked_id: args.habitId,
});

/** Called after every change of a goal or of what measures it. */
async function remeasure(db: CommandDb, ctx: CommandContext, id: string): Promise<void> {
  const goal = await ownRow(db, ctx, 'goals', id, MEASURED_COLUMNS);
  if (!goal) return;
  const progress = await progressOf(db, ctx, goal);
  await db.updateTable('goals').set({ progress, updated_at: ctx.now }).where('id', '=', id).execute();
}

const isUnknownMetric = ({ progressBy, metric }: z.output<typeof someFields>): boolean =>
  (progressBy === 'linked' && metric === null) || (metric !== null && metric !== undefined && !isGoalMetric(metric));

const add = defineCommand('goal.add', {
  args: someFields.required({ title: true, startDay: true }).extend({ id: rowId, isStarted: z.boolean().default(true) }),
  async apply(db, { id, isStarted, ...args }, ctx) {
    if (isUnknownMetric(args)) return reject('invalid_arguments');
    const last = await db
      .selectFrom('goals')
      .select(({ fn }) => fn.max('sort_order').as('sort_order'))
      .where('user_id', '=', ctx.userId)
      .executeTakeFirst();
    const insertion = await insertOwn(db, ctx, 'goals', {
      ...given(toColumns(args)),
      id,
      title: args.title,
      status: isStarted ? 'active' : 'not_started',
      started_at: isStarted ? ctx.now : null,
      sort_order: (last?.sort_order ?? -1) + 1,
      ...madeAt(ctx),
    });
    if (insertion === 'inserted') await remeasure(db, ctx, id);
    return insertionOutcome(insertion);
  },
});

const edit = defineCommand('goal.edit', {
  args: someFields.extend({ id: rowId }),
  async apply(db, { id, ...args }, ctx) {
    if (isUnknownMetric(args)) return reject('invalid_arguments');
    const outcome = await patchOwn(db, ctx, 'goals', id, toColumns(args));
    if (outcome.ok) await remeasure(db, ctx, id);
    return outcome;
  },
});

/** Completed is an occurrence, which is taken back when the goal is opened again. */
const setStatus = defineCommand('goal.setStatus', {
  args: z.object({ id: rowId, status: z.enum(GOAL_STATUSES), day }),
  async apply(db, { id, status, day: on }, ctx) {
    const goal = await ownRow(db, ctx, 'goals', id, ['title', 'status', 'started_at', 'completed_at']);
    if (!goal) return reject('not_found');
    if (goal.status === status) return ok();
    const isCompleted = status === 'completed';
    await patchOwn(db, ctx, 'goals', id, {
      status,
      started_at: goal.started_at ?? (status === 'not_started' ? null : ctx.now),
      // An archived goal keeps the day on which it was completed.
      completed_at: isCompleted ? ctx.now : status === 'archived' ? goal.completed_at : null,
    });
    await remeasure(db, ctx, id);
    if (isCompleted) {
      const completed = { kind: 'goal' as const, id, day: await boundedDayAt(db, ctx, on, ctx.now), at: ctx.now };
      await occurred(db, ctx, { ...completed, amounts: {}, reason: `Goal: ${goal.title}` });
    } else if (status !== 'archived') await takenBack(db, ctx, { kind: 'goal', id, reason: `Goal reopened: ${goal.title}` });
    return ok();
  },
});

const reorder = defineCommand('goal.reorder', {
  args: z.object({ ids: z.array(rowId).min(1).max(goalLimits.goals) }),
  async apply(db, { ids }, ctx) {
    for (const [place, id] of [...new Set(ids)].entries()) {
      await db
        .updateTable('goals')
        .set({ sort_order: place, updated_at: ctx.now })
        .where('id', '=', id)
        .where('user_id', '=', ctx.userId)
        .where('sort_order', '<>', place)
        .execute();
    }
    return ok();
  },
});

const remove = defineCommand('goal.delete', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    if (!(await owns(db, ctx, 'goals', id))) return ok();
    // Named, because a replica has no foreign keys.
    await db.deleteFrom('goal_milestones').where('goal_id', '=', id).execute();
    await db.deleteFrom('goal_updates').where('goal_id', '=', id).execute();
    return deleteOwn(db, ctx, 'goals', id);
  },
});

/** A value entered by hand. The newest day's value is the goal's. */
const update = defineCommand('goal.update', {
  args: z.object({ id: rowId, goalId: rowId, day, value, note: text(goalLimits.note).nullable().default(null) }),
  async apply(db, { id, goalId, day: on, value: entered, note }, ctx) {
    if (!(await owns(db, ctx, 'goals', goalId))) return reject('not_found');
    const row = { id, goal_id: goalId, day: on, value: entered, note: note || null, ...madeAt(ctx) };
    const insertion = await insertOwn(db, ctx, 'goal_updates', row);
    if (insertion === 'inserted') await takeNewest(db, ctx, goalId);
    return insertionOutcome(insertion);
  },
});

const deleteUpdate = defineCommand('goal.deleteUpdate', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const row = await ownRow(db, ctx, 'goal_updates', id, ['goal_id']);
    if (!row) return ok();
    await deleteOwn(db, ctx, 'goal_updates', id);
    await takeNewest(db, ctx, row.goal_id);
    return ok();
  },
});

async function takeNewest(db: CommandDb, ctx: CommandContext, goalId: string): Promise<void> {
  const newest = await db
    .selectFrom('goal_updates')
    .select('value')
    .where('goal_id', '=', goalId)
    .orderBy('day', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  await patchOwn(db, ctx, 'goals', goalId, { current_value: newest?.value ?? null });
  await remeasure(db, ctx, goalId);
}

const milestoneFields = z.object({ title: text(goalLimits.title).min(1), description: text(goalLimits.text).nullable() });

/** The goal of a milestone of this person; undefined where there is none. */
async function ownMilestone(db: CommandDb, ctx: CommandContext, id: string) {
  return db
    .selectFrom('goal_milestones')
    .innerJoin('goals', 'goals.id', 'goal_milestones.goal_id')
    .select(['goal_milestones.goal_id', 'goal_milestones.title', 'goal_milestones.is_completed'])
    .where('goal_milestones.id', '=', id)
    .where('goals.user_id', '=', ctx.userId)
    .executeTakeFirst();
}

const addMilestone = defineCommand('milestone.add', {
  args: milestoneFields.partial().required({ title: true }).extend({ id: rowId, goalId: rowId }),
  async apply(db, { id, goalId, title, description }, ctx): Promise<CommandOutcome> {
    if (!(await owns(db, ctx, 'goals', goalId))) return reject('not_found');
    const taken = await db.selectFrom('goal_milestones').select('goal_id').where('id', '=', id).executeTakeFirst();
    if (taken) return taken.goal_id === goalId ? ok() : reject('conflict');
    const others = await db
      .selectFrom('goal_milestones')
      .select(({ fn }) => [fn.max('sort_order').as('last'), fn.countAll<number>().as('count')])
      .where('goal_id', '=', goalId)
      .executeTakeFirst();
    if (Number(others?.count ?? 0) >= goalLimits.milestones) return reject('limit_exceeded');
    await db
      .insertInto('goal_milestones')
      .values({ id, goal_id: goalId, title, description: description ?? null, sort_order: (others?.last ?? -1) + 1 })
      .execute();
    await remeasure(db, ctx, goalId);
    return ok();
  },
});

const editMilestone = defineCommand('milestone.edit', {
  args: milestoneFields.partial().extend({ id: rowId }),
  async apply(db, { id, ...changes }, ctx) {
    const milestone = await ownMilestone(db, ctx, id);
    if (!milestone) return reject('not_found');
    const changed = given(changes);
    if (Object.keys(changed).length > 0) await db.updateTable('goal_milestones').set(changed).where('id', '=', id).execute();
    return ok();
  },
});

const completeMilestone = defineCommand('milestone.complete', {
  args: z.object({ id: rowId, isCompleted: z.boolean(), day }),
  async apply(db, { id, isCompleted, day: on }, ctx) {
    const milestone = await ownMilestone(db, ctx, id);
    if (!milestone) return reject('not_found');
    if (milestone.is_completed === isCompleted) return ok();
    await db
      .updateTable('goal_milestones')
      .set({ is_completed: isCompleted, completed_at: isCompleted ? ctx.now : null })
      .where('id', '=', id)
      .execute();
    const reason = `Milestone: ${milestone.title}`;
    if (isCompleted) {
      const reached = { kind: 'milestone' as const, id, day: await boundedDayAt(db, ctx, on, ctx.now), at: ctx.now };
      await occurred(db, ctx, { ...reached, amounts: {}, links: [{ kind: 'goal', id: milestone.goal_id }], reason });
    } else await takenBack(db, ctx, { kind: 'milestone', id, reason });
    await remeasure(db, ctx, milestone.goal_id);
    return ok();
  },
});

const reorderMilestones = defineCommand('milestone.reorder', {
  args: z.object({ goalId: rowId, ids: z.array(rowId).min(1).max(goalLimits.milestones) }),
  async apply(db, { goalId, ids }, ctx) {
    if (!(await owns(db, ctx, 'goals', goalId))) return reject('not_found');
    for (const [place, id] of [...new Set(ids)].entries()) {
      await db
        .updateTable('goal_milestones')
        .set({ sort_order: place })
        .where('id', '=', id)
        .where('goal_id', '=', goalId)
        .where('sort_order', '<>', place)
        .execute();
    }
    return ok();
  },
});

const deleteMilestone = defineCommand('milestone.delete', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const milestone = await ownMilestone(db, ctx, id);
    if (!milestone) return ok();
    await takenBack(db, ctx, { kind: 'milestone', id, reason: `Milestone deleted: ${milestone.title}` });
    await db.deleteFrom('goal_milestones').where('id', '=', id).execute();
    await remeasure(db, ctx, milestone.goal_id);
    return ok();
  },
});

export const goalCommands = [
  add,
  edit,
  setStatus,
  reorder,
  remove,
  update,
  deleteUpdate,
  addMilestone,
  editMilestone,
  completeMilestone,
  reorderMilestones,
  deleteMilestone,
] as const;
