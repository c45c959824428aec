// What the introduction may do, and the interests a person may choose. Steps are rows, which an admin edits: so a row is read here with
// care, and what it does not understand is left out.

/** `spotlight` and `tour` point at a place on the screen; `question` and `choice` ask; `action` leads to a page. */
export const STEP_TYPES = ['welcome', 'info', 'tour', 'spotlight', 'question', 'choice', 'action', 'finish'] as const;
export type StepType = (typeof STEP_TYPES)[number];

/** What an answer changes besides being kept. */
export const STEP_ACTIONS = ['interests', 'modules', 'setting', 'open'] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];
export const isStepAction = (value: unknown): value is StepAction => STEP_ACTIONS.includes(value as StepAction);

/** The settings that a step may ask for. */
export const ASKED_SETTINGS = ['units', 'dayStartHour', 'firstWeekday', 'theme', 'hourClock'] as const;
export type AskedSetting = (typeof ASKED_SETTINGS)[number];
export const isAskedSetting = (value: unknown): value is AskedSetting => ASKED_SETTINGS.includes(value as AskedSetting);

/** The places that a step may point at: elements with this `data-tour`. */
export const TOUR_TARGETS = ['places', 'capture', 'search', 'sync', 'more', 'today'] as const;
export type TourTarget = (typeof TOUR_TARGETS)[number];
export const targetSelector = (target: TourTarget): string => `[data-tour="${target}"]`;

export interface StepOption {
  value: string | number;
  label: string;
}

/** The options of a step; anything else in the row is left out. */
export function readOptions(options: unknown): StepOption[] {
  const list: unknown = typeof options === 'string' ? safeJson(options) : options;
  if (!Array.isArray(list)) return [];
  return list.flatMap((option: unknown) => {
    const { value, label } = (typeof option === 'object' && option !== null ? option : {}) as Record<string, unknown>;
    return (typeof value === 'string' || typeof value === 'number') && typeof label === 'string' ? [{ value, label }] : [];
  });
}

/** `{ setting }` of a step that asks for one. */
export function askedSettingOf(config: unknown): AskedSetting | null {
  const read: unknown = typeof config === 'string' ? safeJson(config) : config;
  const setting = typeof read === 'object' && read !== null ? (read as Record<string, unknown>)['setting'] : undefined;
  return isAskedSetting(setting) ? setting : null;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a person may be interested in, with the modules that belong to it. */
export const INTERESTS = {
  focus: { label: 'Focused work', modules: ['focus'] },
  training: { label: 'Strength training', modules: ['fitness'] },
  habits: { label: 'Habits and goals', modules: ['habits', 'goals'] },
  planning: { label: 'Planning my day', modules: ['planning'] },
  music: { label: 'Making music', modules: ['tracks', 'listening'] },
  learning: { label: 'Learning', modules: ['learn'] },
  reading: { label: 'Reading', modules: ['books'] },
  notes: { label: 'Notes and links', modules: ['inbox', 'notes'] },
  play: { label: 'Quests and rewards', modules: ['quests', 'market', 'progress'] },
} as const satisfies Record<string, { label: string; modules: readonly string[] }>;

export type InterestKey = keyof typeof INTERESTS;
export const INTEREST_KEYS = Object.keys(INTERESTS) as InterestKey[];
export const isInterestKey = (key: string): key is InterestKey => Object.hasOwn(INTERESTS, key);

/** The modules of the interests. */
export const modulesOf = (keys: Iterable<string>): Set<string> =>
  new Set([...keys].flatMap((key): readonly string[] => (isInterestKey(key) ? INTERESTS[key].modules : [])));

export const onboardingLimits = { name: 120, title: 160, text: 2_000, answers: 20, answer: 200, steps: 40, options: 20 } as const;
