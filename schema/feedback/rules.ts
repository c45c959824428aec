// What a person may write about the app, and what becomes of it.

export const FEEDBACK_KINDS = ['bug', 'feature', 'idea', 'content', 'question', 'praise', 'other'] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

export const FEEDBACK_STATUSES = ['open', 'in_review', 'planned', 'in_progress', 'resolved', 'declined', 'closed'] as const;
export type FeedbackStatus = (typeof FEEDBACK_STATUSES)[number];

export const FEEDBACK_PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
export type FeedbackPriority = (typeof FEEDBACK_PRIORITIES)[number];

/** Nothing more is planned for it. */
const SETTLED: ReadonlySet<string> = new Set<FeedbackStatus>(['resolved', 'declined', 'closed']);
export const isSettled = (status: string): boolean => SETTLED.has(status);

/** Lengths of what may be written. */
export const feedbackLimits = { title: 120, text: 4_000, page: 300, fact: 300, answer: 4_000 } as const;

/** Media types of the picture that a person may send. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;

/** The state of the app, which a person sees before sending it. */
export const APP_FACTS = ['version', 'sync', 'browser', 'screen', 'language'] as const;
export type AppFact = (typeof APP_FACTS)[number];
export type AppState = Readonly<Partial<Record<AppFact, string>>>;
