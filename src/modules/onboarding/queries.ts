// Introductions, how far the person is in them, and the interests, as the replica has them.
import { sql } from 'kysely';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

export const flows = () =>
  replicaDb
    .selectFrom('onboarding_flows')
    .select(['id', 'name', 'description', 'is_active', 'sort_order', 'edited_at'])
    .orderBy('sort_order')
    .orderBy('id')
    .limit(50);

export type FlowRow = RowOf<typeof flows>;

const STEP_COLUMNS = [
  'onboarding_steps.id',
  'flow_id',
  'step_order',
  'step_type',
  'title',
  'onboarding_steps.description',
  'target_selector',
  'target_route',
  'fallback_content',
  'options',
  'allows_multiple',
  'required',
  'action_type',
  'action_config',
  'onboarding_steps.is_active',
  'onboarding_steps.edited_at',
] as const;

/** In the order of the introduction; a step that it does not name comes after those that it does. */
export const stepsOf = (flowId: string) =>
  replicaDb
    .selectFrom('onboarding_steps')
    .innerJoin('onboarding_flows', 'onboarding_flows.id', 'onboarding_steps.flow_id')
    .select(STEP_COLUMNS)
    .where('flow_id', '=', flowId)
    .orderBy(sql`array_position(onboarding_flows.step_ids, onboarding_steps.id)`)
    .orderBy('step_order')
    .orderBy('onboarding_steps.id')
    .limit(100);

export type StepRow = RowOf<typeof stepsOf>;

export const states = () =>
  replicaDb
    .selectFrom('user_onboarding_state')
    .select(['id', 'flow_id', 'status', 'current_step_id', 'can_resume', 'completed_at', 'skipped_at'])
    .orderBy('flow_id')
    .orderBy('id')
    .limit(50);

export type StateRow = RowOf<typeof states>;

export const responses = () =>
  replicaDb.selectFrom('user_onboarding_responses').select(['step_id', 'response']).orderBy('step_id').orderBy('id').limit(500);

export const interests = () =>
  replicaDb.selectFrom('user_interests').select(['interest_key', 'interest_label']).orderBy('created_at').orderBy('id').limit(50);
