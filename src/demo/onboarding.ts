// The first day of the demo year: the introduction, and the interests.
import { flowId, stepId } from '#schema/onboarding/content.ts';
import type { InterestKey } from '#schema/onboarding/rules.ts';
import type { Act, Life } from './life.ts';

const CHOSEN: readonly InterestKey[] = ['training', 'habits', 'music'];
const FLOW = 'first-steps';

export function* onboardingYear({ days: [first], at }: Life): Generator<Act> {
  if (!first) return;
  const minute = (after: number) => at(first.day, 7 * 60 + 30 + after);
  const introduction = flowId(FLOW);
  yield [
    { at: minute(0), name: 'onboarding.start', args: { flowId: introduction } },
    ...CHOSEN.map((key) => ({ at: minute(1), name: 'interest.choose' as const, args: { key, isChosen: true } })),
    { at: minute(1), name: 'onboarding.answer', args: { stepId: stepId(FLOW, 'interests'), answers: [...CHOSEN] } },
    { at: minute(2), name: 'onboarding.goTo', args: { stepId: stepId(FLOW, 'units') } },
    { at: minute(2), name: 'onboarding.answer', args: { stepId: stepId(FLOW, 'units'), answers: ['kg'] } },
    { at: minute(3), name: 'onboarding.finish', args: { flowId: introduction } },
  ];
}
