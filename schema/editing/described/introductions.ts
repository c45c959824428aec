// Introductions and their steps, as an admin edits them. The order of the steps is a field of the introduction: it is one list, so that it
// has one history and a step is not changed by being moved. What a step asks, and what the answer does, stays as it is shipped.
import { onboardingLimits, targetSelector, TOUR_TARGETS } from '../../onboarding/rules.ts';
import { isShown, type KindDescription } from '../description.ts';

export const introductions: KindDescription = {
  ...{ table: 'onboarding_flows', title: 'name', shown: 'is_active', owner: null, group: null, order: 'sort_order' },
  fields: {
    name: { kind: 'line', max: onboardingLimits.name },
    description: { kind: 'text', max: onboardingLimits.text, isOptional: true },
    step_ids: { kind: 'order' },
    is_active: isShown,
  },
  fixed: [],
};

export const steps: KindDescription = {
  ...{ table: 'onboarding_steps', title: 'title', shown: 'is_active', owner: null, order: 'step_order' },
  group: { column: 'flow_id', of: 'onboarding_flows' },
  fields: {
    title: { kind: 'line', max: onboardingLimits.title },
    description: { kind: 'text', max: onboardingLimits.text, isOptional: true },
    target_selector: { kind: 'choice', options: TOUR_TARGETS.map(targetSelector), isOptional: true },
    fallback_content: { kind: 'text', max: onboardingLimits.text, isOptional: true },
    target_route: { kind: 'path', max: 200 },
    is_active: isShown,
  },
  fixed: ['flow_id', 'step_type', 'options', 'allows_multiple', 'action_type', 'action_config'],
};
