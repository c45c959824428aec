// What the routes of the administration take and answer (GET and POST /v1/admin/*). zod/mini, because pages read these answers.
import * as z from 'zod/mini';
import {
  FEEDBACK_KINDS,
  FEEDBACK_PRIORITIES,
  FEEDBACK_STATUSES,
  type FeedbackPriority,
  type FeedbackStatus,
} from '../feedback/rules.ts';
import type { Quiz } from '../learn/rules/quiz.ts';

export const PEOPLE_STATES = ['active', 'waiting', 'refused', 'leaving'] as const;
export type PeopleState = (typeof PEOPLE_STATES)[number];

const instant = z.string();
const count = z.number().check(z.nonnegative());

const adminPerson = z.object({
  id: z.string(),
  email: z.string(),
  name: z.nullable(z.string()),
  /** `leaving`: asked for deletion. `refused`: refused or suspended. */
  state: z.enum(PEOPLE_STATES),
  createdAt: instant,
  lastSeenAt: z.nullable(instant),
  /** How many devices are signed in. */
  sessions: count,
  roles: z.array(z.object({ id: z.string(), name: z.string(), expiresAt: z.nullable(instant) })),
});
export type AdminPerson = z.infer<typeof adminPerson>;

export const peopleAnswer = z.object({
  people: z.array(adminPerson),
  /** The cursor of the next page. */
  next: z.nullable(z.string()),
  /** Of everybody who matches the filter. */
  total: count,
  /** Of everybody. */
  counts: z.record(z.enum(PEOPLE_STATES), count),
});
export type PeopleAnswer = z.infer<typeof peopleAnswer>;

const adminRole = z.object({
  id: z.string(),
  name: z.string(),
  description: z.nullable(z.string()),
  parentId: z.nullable(z.string()),
  /** Its own, by name. */
  entitlements: z.array(z.string()),
  /** Those of its parents, by name. */
  inherited: z.array(z.string()),
  people: count,
  isBuiltIn: z.boolean(),
});
export type AdminRole = z.infer<typeof adminRole>;

const adminEntitlement = z.object({ name: z.string(), description: z.nullable(z.string()) });
export type AdminEntitlement = z.infer<typeof adminEntitlement>;

export const rolesAnswer = z.object({ roles: z.array(adminRole), entitlements: z.array(adminEntitlement) });
export type RolesAnswer = z.infer<typeof rolesAnswer>;

const auditEntry = z.object({
  id: z.string(),
  at: instant,
  event: z.string(),
  action: z.string(),
  status: z.string(),
  /** Who acted: null for strangers, the server itself, and people who were deleted. */
  userId: z.nullable(z.string()),
  email: z.nullable(z.string()),
  /** What it was done to. */
  resourceType: z.nullable(z.string()),
  resourceId: z.nullable(z.string()),
  /** The address of the person that it was done to, while the account exists. */
  resourceEmail: z.nullable(z.string()),
  address: z.nullable(z.string()),
  agent: z.nullable(z.string()),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditAnswer = z.object({ entries: z.array(auditEntry), next: z.nullable(z.string()) });
export type AuditAnswer = z.infer<typeof auditAnswer>;

/** `coming`: the person's device has not sent the bytes yet. */
const pictureState = z.enum(['here', 'coming']);
export type PictureState = z.infer<typeof pictureState>;

const adminFeedback = z.object({
  id: z.string(),
  kind: z.enum(FEEDBACK_KINDS),
  title: z.string(),
  text: z.nullable(z.string()),
  status: z.enum(FEEDBACK_STATUSES),
  priority: z.enum(FEEDBACK_PRIORITIES),
  page: z.nullable(z.string()),
  app: z.record(z.string(), z.string()),
  picture: z.nullable(pictureState),
  answer: z.nullable(z.string()),
  answeredAt: z.nullable(instant),
  seenAt: z.nullable(instant),
  createdAt: instant,
  person: z.object({ id: z.string(), email: z.string(), name: z.nullable(z.string()) }),
});
export type AdminFeedback = z.infer<typeof adminFeedback>;

export const feedbackAnswer = z.object({
  feedback: z.array(adminFeedback),
  next: z.nullable(z.string()),
  /** Of everything that matches the filter. */
  total: count,
});
export type FeedbackAnswer = z.infer<typeof feedbackAnswer>;

const speed = { calls: count, meanMs: count, longestMs: count };

/** GET /v1/admin/health. Sizes in bytes, spans in seconds. What is of one process concerns the server that answers. */
export const serverAnswer = z.object({
  version: z.string(),
  startedAt: instant,
  readAt: instant,
  migrations: z.object({ applied: count, last: z.nullable(z.string()), lastAt: z.nullable(instant) }),
  feed: z.object({
    /** `slow`: changes are found by polling. `down`: Electric does not answer. */
    state: z.enum(['ok', 'slow', 'down']),
    lagS: count,
    waiting: count,
  }),
  queue: z.object({
    /** Null before the queue was created, a second after the start. */
    jobs: z.nullable(z.object({ waiting: count, active: count, failed: count, oldestS: count })),
    due: z.object({ waiting: count, failing: count, oldestS: count }),
  }),
  storage: z.object({
    databaseBytes: count,
    files: count,
    fileBytes: count,
    /** Null with a bucket. */
    freeBytes: z.nullable(count),
    /** Free space below which uploads are refused. */
    reserveBytes: count,
  }),
  people: z.object({ all: count, day: count, week: count, live: count }),
  process: z.object({ memoryBytes: count, poolsWaiting: count, connections: count, maxConnections: count, loopDelayMs: count }),
  statements: z.object({
    /** Of pg_stat_statements: read, not installed in this database, or not readable for the server's user. */
    state: z.enum(['ready', 'missing', 'forbidden']),
    slowest: z.array(z.object({ text: z.string(), ...speed })),
  }),
  /** Since the start of this process. */
  commands: z.array(z.object({ name: z.string(), ...speed })),
});
export type ServerAnswer = z.infer<typeof serverAnswer>;

const contentListRow = z.object({
  id: z.string(),
  title: z.string(),
  /** What the list is grouped by: a column's value, or the name of the row that it refers to. */
  group: z.string(),
  isShown: z.boolean(),
  /** When an admin last changed it; null as it is shipped. */
  editedAt: z.nullable(instant),
  /** An admin added it: no version of the app ships it. */
  isAdded: z.boolean(),
  /** It was changed, and the app ships another text than it did then. */
  isNewer: z.boolean(),
});
export type ContentListRow = z.infer<typeof contentListRow>;

export const contentListAnswer = z.object({ rows: z.array(contentListRow) });
export type ContentListAnswer = z.infer<typeof contentListAnswer>;

/** What the server stores has passed the check of schema/editing/quiz-field.ts. */
const quiz = z.custom<Quiz>((value) => Array.isArray((value as Partial<Quiz> | null)?.questions));
const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()), quiz]);
const fieldValues = z.record(z.string(), fieldValue);

const contentVersion = z.object({
  id: z.string(),
  at: instant,
  /** The address of who made the change; null where the account is gone. */
  by: z.nullable(z.string()),
  action: z.string(),
  /** The columns that the change changed. */
  changed: z.array(z.string()),
  /** The fields before the change. */
  before: fieldValues,
});
export type ContentVersion = z.infer<typeof contentVersion>;

export const contentAnswer = z.object({
  id: z.string(),
  values: fieldValues,
  /** Columns that cannot be edited and that a preview needs. */
  fixed: z.record(z.string(), z.unknown()),
  /** The fields as this version of the app ships them; null where it no longer ships the row. */
  shipped: z.nullable(fieldValues),
  editedAt: z.nullable(instant),
  isAdded: z.boolean(),
  isNewer: z.boolean(),
  /** Names this state of the row and of what is shipped. A change sends it back: it is refused when either has changed since. */
  mark: z.string(),
  /** What a field that refers to another table may have, by column. */
  choices: z.record(z.string(), z.array(z.object({ value: z.string(), label: z.string() }))),
  /** Newest first. */
  versions: z.array(contentVersion),
});
export type ContentAnswer = z.infer<typeof contentAnswer>;

/** The answer to a change. */
export const doneAnswer = z.object({ done: z.literal(true) });

/** POST /v1/admin/feedback/<id>. */
export interface FeedbackDecision {
  status: FeedbackStatus;
  priority: FeedbackPriority;
  /** Null: no answer yet. */
  answer: string | null;
}

/** POST /v1/admin/flags/<name>. */
export interface FlagChange {
  enabled: boolean;
  /** 0 to 100. */
  share: number;
  /** Null: everybody. */
  roleName: string | null;
}
