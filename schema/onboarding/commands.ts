// How far a person is in an introduction, the answers, and the interests. Ids are functions of the flow, the step and the interest, so
// that two devices write the same rows. Invariant: an introduction that was completed or skipped begins again only by `onboarding.start`.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../command/define.ts';
import { jsonb, madeAt, ownRow } from '../command/kit.ts';
import { rowId } from '../command/values.ts';
import { INTEREST_KEYS, INTERESTS, onboardingLimits } from './rules.ts';

const stateId = (ctx: CommandContext, flowId: string): string => ctx.derivedId('user_onboarding_state', flowId);

const flowExists = async (db: CommandDb, id: string): Promise<boolean> =>
  (await db.selectFrom('onboarding_flows').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;

const stepOf = (db: CommandDb, id: string) =>
  db.selectFrom('onboarding_steps').select(['id', 'flow_id']).where('id', '=', id).executeTakeFirst();

type State = {
  status: 'in_progress' | 'completed' | 'skipped';
  can_resume: boolean;
  current_step_id?: string | null;
  started_at?: Date | string;
  completed_at?: Date | string | null;
  skipped_at?: Date | string | null;
};

/** Writes the one row of the person and the flow. */
async function saveState(db: CommandDb, ctx: CommandContext, flowId: string, state: State): Promise<void> {
  const id = stateId(ctx, flowId);
  const known = await ownRow(db, ctx, 'user_onboarding_state', id, ['id']);
  if (known) {
    await db
      .updateTable('user_onboarding_state')
      .set({ ...state, updated_at: ctx.now } as never)
      .where('id', '=', id)
      .where('user_id', '=', ctx.userId)
      .execute();
    return;
  }
  const row = { started_at: ctx.now, ...state, id, user_id: ctx.userId, flow_id: flowId, ...madeAt(ctx) };
  await db
    .insertInto('user_onboarding_state')
    .values(row as never)
    .execute();
}

/** Begins a flow, or begins it again. */
const start = defineCommand('onboarding.start', {
  args: z.object({ flowId: rowId, stepId: rowId.nullable().default(null) }),
  async apply(db, { flowId, stepId }, ctx) {
    if (!(await flowExists(db, flowId))) return reject('not_found');
    const step = stepId === null ? undefined : await stepOf(db, stepId);
    if (step && step.flow_id !== flowId) return reject('invalid_arguments');
    await saveState(db, ctx, flowId, {
      ...{ status: 'in_progress', can_resume: true, current_step_id: step?.id ?? null },
      ...{ started_at: ctx.now, completed_at: null, skipped_at: null },
    } as State);
    return ok();
  },
});

/** The step that is shown now. Another device continues there. */
const goTo = defineCommand('onboarding.goTo', {
  args: z.object({ stepId: rowId }),
  async apply(db, { stepId }, ctx) {
    const step = await stepOf(db, stepId);
    if (!step) return reject('not_found');
    const state = await ownRow(db, ctx, 'user_onboarding_state', stateId(ctx, step.flow_id), ['status']);
    // Another device has finished it.
    if (state?.status === 'completed' || state?.status === 'skipped') return ok();
    await saveState(db, ctx, step.flow_id, { status: 'in_progress', can_resume: true, current_step_id: stepId });
    return ok();
  },
});

const finish = defineCommand('onboarding.finish', {
  args: z.object({ flowId: rowId }),
  async apply(db, { flowId }, ctx) {
    if (!(await flowExists(db, flowId))) return reject('not_found');
    await saveState(db, ctx, flowId, { status: 'completed', can_resume: false, completed_at: ctx.now } as State);
    return ok();
  },
});

/** `canResume`: the person leaves it for now; the card on Today goes, and the settings still offer it. */
const skip = defineCommand('onboarding.skip', {
  args: z.object({ flowId: rowId }),
  async apply(db, { flowId }, ctx) {
    if (!(await flowExists(db, flowId))) return reject('not_found');
    const state = await ownRow(db, ctx, 'user_onboarding_state', stateId(ctx, flowId), ['status']);
    if (state?.status === 'completed') return ok();
    await saveState(db, ctx, flowId, { status: 'skipped', can_resume: true, skipped_at: ctx.now } as State);
    return ok();
  },
});

const answerValue = z.union([z.string().max(onboardingLimits.answer), z.number()]);

/** The later answer replaces the one before. */
const answer = defineCommand('onboarding.answer', {
  args: z.object({ stepId: rowId, answers: z.array(answerValue).max(onboardingLimits.answers) }),
  async apply(db, { stepId, answers }, ctx) {
    if (!(await stepOf(db, stepId))) return reject('not_found');
    const response = jsonb(answers);
    await db
      .insertInto('user_onboarding_responses')
      .values({
        ...{ id: ctx.derivedId('user_onboarding_responses', stepId), user_id: ctx.userId, step_id: stepId },
        ...{ response, created_at: ctx.now },
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ response, created_at: ctx.now }))
      .execute();
    return ok();
  },
});

/** One interest, chosen or not: two devices that choose different ones keep both. */
const chooseInterest = defineCommand('interest.choose', {
  args: z.object({ key: z.enum(INTEREST_KEYS), isChosen: z.boolean() }),
  async apply(db, { key, isChosen }, ctx) {
    const id = ctx.derivedId('user_interests', key);
    if (isChosen) {
      await db
        .insertInto('user_interests')
        .values({
          ...{ id, user_id: ctx.userId, interest_key: key, interest_label: INTERESTS[key].label, created_at: ctx.now },
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    } else await db.deleteFrom('user_interests').where('id', '=', id).where('user_id', '=', ctx.userId).execute();
    return ok();
  },
});

export const onboardingCommands = [start, goTo, finish, skip, answer, chooseInterest] as const;
