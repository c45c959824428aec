// Introductions and interests on one device and on two: resumed where they were left, finished once, and chosen interests of both kept.
import type { Kysely } from 'kysely';
import { expect } from 'vitest';
import type { Database } from '#schema/database.ts';
import { flowId, stepId } from '#schema/onboarding/content.ts';
import { SCENARIO_START, scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const flow = flowId('first-steps');
const units = stepId('first-steps', 'units');
const dayStart = stepId('first-steps', 'day-start');

const state = (rows: TableRows) => rows['user_onboarding_state']?.[0];

export const simulated =
  'Its rows are functions of the flow, the step and the interest: the scenarios try their orders one by one.';

/** The introduction that the steps below name. */
async function given(db: Kysely<Database>): Promise<void> {
  const made = { created_at: SCENARIO_START, updated_at: SCENARIO_START };
  await db
    .insertInto('onboarding_flows')
    .values({ id: flow, name: 'Set up', ...made })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await db
    .insertInto('onboarding_steps')
    .values(
      [units, dayStart].map((id, at) => ({
        id,
        flow_id: flow,
        step_order: at,
        step_type: 'choice' as const,
        title: 'Which?',
        ...made,
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export const scenarios: Scenario[] = [
  {
    title: 'Two devices in one introduction write one row, and the last step shown is where it continues.',
    given,
    steps: [
      step(0, 'onboarding.start', { flowId: flow }),
      step(1, 'onboarding.start', { flowId: flow, stepId: units }, { device: 'desktop' }),
      step(2, 'onboarding.goTo', { stepId: dayStart }),
      step(3, 'onboarding.answer', { stepId: units, answers: ['kg'] }),
      step(4, 'onboarding.answer', { stepId: units, answers: ['lb'] }, { device: 'desktop' }),
      step(5, 'onboarding.goTo', { stepId: scenarioId('no step') }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(rows['user_onboarding_state']).toHaveLength(1);
      expect(state(rows)).toMatchObject({ status: 'in_progress', current_step_id: dayStart });
      expect(rows['user_onboarding_responses']).toHaveLength(1);
      expect(rows['user_onboarding_responses']?.[0]).toMatchObject({ step_id: units, response: ['lb'] });
    },
  },
  {
    title: 'An introduction that was finished stays finished when a device that was offline goes on or skips it.',
    given,
    steps: [
      step(0, 'onboarding.goTo', { stepId: units }),
      step(1, 'onboarding.finish', { flowId: flow }),
      step(2, 'onboarding.goTo', { stepId: dayStart }, { device: 'desktop' }),
      step(3, 'onboarding.skip', { flowId: flow }, { device: 'desktop' }),
    ],
    then: (rows) => expect(state(rows)).toMatchObject({ status: 'completed', can_resume: false, current_step_id: units }),
  },
  {
    title: 'A skipped introduction begins again when the person asks for it.',
    given,
    steps: [
      step(0, 'onboarding.skip', { flowId: flow }),
      step(1, 'onboarding.start', { flowId: flow }),
      step(2, 'onboarding.answer', { stepId: scenarioId('no step'), answers: [] }, { outcome: 'not_found' }),
      step(3, 'onboarding.start', { flowId: scenarioId('no flow') }, { outcome: 'not_found' }),
    ],
    then: (rows) => expect(state(rows)).toMatchObject({ status: 'in_progress', skipped_at: null, can_resume: true }),
  },
  {
    title: 'Interests chosen on two devices are all kept, and one that is given up goes.',
    steps: [
      step(0, 'interest.choose', { key: 'training', isChosen: true }),
      step(1, 'interest.choose', { key: 'reading', isChosen: true }, { device: 'desktop' }),
      step(2, 'interest.choose', { key: 'training', isChosen: true }, { device: 'desktop' }),
      step(3, 'interest.choose', { key: 'music', isChosen: true }),
      step(4, 'interest.choose', { key: 'music', isChosen: false }, { device: 'desktop' }),
    ],
    then: (rows) =>
      expect((rows['user_interests'] ?? []).map(({ interest_key }) => interest_key).sort()).toEqual(['reading', 'training']),
  },
];
