// The introductions that the app ships. An admin may change their texts, order and places; such rows survive updates (`edited`).
import { contentSet } from '../content-set.ts';
import { contentId } from '../ids.ts';
import {
  INTEREST_KEYS,
  INTERESTS,
  targetSelector,
  type StepAction,
  type StepOption,
  type StepType,
  type TourTarget,
} from './rules.ts';

interface Step {
  key: string;
  type: StepType;
  title: string;
  text: string;
  target?: TourTarget;
  route?: string;
  /** Said where the place is not on the screen. */
  fallback?: string;
  options?: readonly StepOption[];
  isMultiple?: boolean;
  action?: StepAction;
  config?: Record<string, string>;
}

interface Flow {
  key: string;
  name: string;
  description: string;
  steps: readonly Step[];
}

const FLOWS: readonly Flow[] = [
  {
    key: 'first-steps',
    name: 'Set up Cadence',
    description: 'A few questions, then your first entry. Two minutes; every question can be skipped.',
    steps: [
      {
        key: 'interests',
        type: 'question',
        title: 'What do you want Cadence for?',
        text: 'What you choose comes first on Today and in the menu. You can change it in the settings.',
        options: INTEREST_KEYS.map((key) => ({ value: key, label: INTERESTS[key].label })),
        isMultiple: true,
        action: 'interests',
      },
      {
        key: 'modules',
        type: 'question',
        title: 'Show only these parts?',
        text: 'Parts that you leave out disappear from the menu, from Today and from the search. Nothing is deleted, and the settings bring them back.',
        options: [
          { value: 'all', label: 'Show everything' },
          { value: 'interests', label: 'Show only what I chose' },
        ],
        action: 'modules',
      },
      {
        key: 'units',
        type: 'choice',
        title: 'Which unit do you use for weights?',
        text: 'For training. Weights that are already entered are converted.',
        options: [
          { value: 'kg', label: 'Kilograms' },
          { value: 'lb', label: 'Pounds' },
        ],
        action: 'setting',
        config: { setting: 'units' },
      },
      {
        key: 'day-start',
        type: 'choice',
        title: 'When does your day begin?',
        text: 'What you do earlier in the night counts towards the day before.',
        options: [
          { value: 0, label: 'Midnight' },
          { value: 3, label: '3 in the morning' },
          { value: 4, label: '4 in the morning' },
          { value: 6, label: '6 in the morning' },
        ],
        action: 'setting',
        config: { setting: 'dayStartHour' },
      },
      {
        key: 'capture',
        type: 'spotlight',
        title: 'Write anything down here',
        text: 'This button takes a thought, a link or a file from any page, offline too. It goes to the inbox until you sort it.',
        target: 'capture',
        route: '/',
        fallback: 'You capture thoughts, links and files in the inbox, on the page Library.',
      },
      {
        key: 'first-entry',
        type: 'action',
        title: 'Make your first entry',
        text: 'Choose where to begin.',
        options: [
          { value: '/habits', label: 'A habit to keep' },
          { value: '/focus', label: 'A focus session' },
          { value: '/train', label: 'A workout' },
          { value: '/library/books', label: 'A book I am reading' },
        ],
        action: 'open',
      },
    ],
  },
  {
    key: 'where-things-are',
    name: 'Where things are',
    description: 'The parts of the screen, in one minute.',
    steps: [
      {
        key: 'places',
        type: 'tour',
        title: 'The five places',
        text: 'Today shows your day. Focus, Train, Studio and Library hold the rest.',
        target: 'places',
        route: '/',
        fallback: 'The links to Today, Focus, Train, Studio and Library are at the edge of the screen.',
      },
      {
        key: 'search',
        type: 'spotlight',
        title: 'Find anything',
        text: 'The search finds pages, records and commands. On a keyboard: Ctrl+K, or ⌘K on a Mac.',
        target: 'search',
        fallback: 'Ctrl+K, or ⌘K on a Mac, opens the search on every page.',
      },
      {
        key: 'sync',
        type: 'spotlight',
        title: 'Whether everything is saved',
        text: 'Your entries are saved on this device at once. This word says whether your other devices have them too.',
        target: 'sync',
        fallback: 'The word in the corner says whether your other devices have your entries too.',
      },
      {
        key: 'keyboard',
        type: 'finish',
        title: 'By keyboard',
        text: 'Press ? on any page to see all keys.',
      },
    ],
  },
];

export const flowId = (key: string): string => contentId('onboarding-flow', key);
export const stepId = (flow: string, key: string): string => contentId('onboarding-step', `${flow}/${key}`);

export const onboardingFlowContent = contentSet({
  table: 'onboarding_flows',
  rows: FLOWS.map(({ key, name, description, steps }, at) => ({
    ...{ id: flowId(key), name, description, is_active: true },
    ...{ total_steps: steps.length, sort_order: at, step_ids: steps.map((step) => stepId(key, step.key)) },
  })),
  shipped: {},
  retired: { is_active: false },
  stamps: ['created_at', 'updated_at'],
  edited: 'edited_at',
});

export const onboardingStepContent = contentSet({
  table: 'onboarding_steps',
  rows: FLOWS.flatMap((flow) =>
    flow.steps.map((step, at) => ({
      ...{ id: stepId(flow.key, step.key), flow_id: flowId(flow.key), step_order: at, step_type: step.type },
      ...{ title: step.title, description: step.text as string | null },
      target_selector: step.target === undefined ? null : targetSelector(step.target),
      target_route: step.route ?? null,
      fallback_content: step.fallback ?? null,
      options: (step.options ?? []) as unknown,
      allows_multiple: step.isMultiple ?? false,
      required: false,
      action_type: (step.action ?? null) as string | null,
      action_config: (step.config ?? {}) as unknown,
      is_active: true,
    })),
  ),
  shipped: {},
  retired: { is_active: false },
  stamps: ['created_at', 'updated_at'],
  edited: 'edited_at',
});
