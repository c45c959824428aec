// What people wrote about the app: the list, and the answer, which the feed brings to the person's devices.
import type { Context } from 'hono';
import type { FeedbackKind, FeedbackPriority, FeedbackStatus } from '#schema/feedback/rules.ts';
import { isSettled } from '#schema/feedback/rules.ts';
import type { UserId } from '#schema/ids.ts';
import type { FeedbackAnswer, FeedbackDecision, PictureState } from '#schema/protocol/admin.ts';
import { answerBlob, type BlobSource } from '../blobs/send.ts';
import type { Pool } from '../db/pool.ts';
import { withSession } from '../db/session.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { actorNow } from './access.ts';
import { likePattern, PAGE_ROWS, pageOf, type Cursor } from './pages.ts';
import { noteAction, type DecideDeps } from './people.ts';
import { lockRoles } from './role-rows.ts';

export interface FeedbackFilter {
  search?: string | undefined;
  status?: FeedbackStatus | undefined;
  kind?: FeedbackKind | undefined;
  cursor?: Cursor | undefined;
}

interface Row {
  id: string;
  feedback_type: FeedbackKind;
  title: string;
  description: string | null;
  status: FeedbackStatus;
  priority: FeedbackPriority;
  page: string | null;
  metadata: { app?: unknown };
  picture: PictureState | null;
  admin_response: string | null;
  answered_at: Date | null;
  answer_seen_at: Date | null;
  created_at: Date;
  cursor_at: string;
  user_id: string;
  email: string;
  name: string | null;
}

/** The row may come before the bytes: the device sends them separately. */
const PICTURE_SQL = `case when f.picture_sha256 is null then null
  when exists (select from ops.blob_owners o where o.user_id = f.user_id and o.sha256 = f.picture_sha256) then 'here'
  else 'coming' end`;

/** Newest first. */
export async function listFeedback(pool: Pool, { search, status, kind, cursor }: FeedbackFilter): Promise<FeedbackAnswer> {
  const condition = `($1::text is null or f.title ilike $1 or f.description ilike $1 or u.email ilike $1)
      and ($2::text is null or f.status = $2) and ($3::text is null or f.feedback_type = $3)`;
  const values = [search === undefined ? null : likePattern(search), status ?? null, kind ?? null];
  const { rows } = await pool.query<Row>(
    `select f.id, f.feedback_type, f.title, f.description, f.status, f.priority, f.page, f.metadata, f.admin_response, f.answered_at,
            f.answer_seen_at, ${PICTURE_SQL} as picture, f.created_at, f.created_at::text as cursor_at, u.id as user_id, u.email, u.name
       from feedback f join users u on u.id = f.user_id
      where ${condition} and ($4::timestamptz is null or (f.created_at, f.id) < ($4::timestamptz, $5::uuid))
      order by f.created_at desc, f.id desc limit ${PAGE_ROWS + 1}`,
    [...values, cursor?.at ?? null, cursor?.id ?? null],
  );
  const counted = await pool.query<{ n: number }>(
    `select count(*)::int as n from feedback f join users u on u.id = f.user_id where ${condition}`,
    values,
  );
  const page = pageOf(rows);
  return { feedback: page.rows.map(toAnswer), next: page.next, total: counted.rows[0]?.n ?? 0 };
}

const toAnswer = (row: Row): FeedbackAnswer['feedback'][number] => ({
  ...{ id: row.id, kind: row.feedback_type, title: row.title, text: row.description, status: row.status, priority: row.priority },
  ...{ page: row.page, app: textsOf(row.metadata.app), picture: row.picture, answer: row.admin_response },
  answeredAt: row.answered_at?.toISOString() ?? null,
  seenAt: row.answer_seen_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
  person: { id: row.user_id, email: row.email, name: row.name },
});

const textsOf = (app: unknown): Record<string, string> =>
  typeof app === 'object' && app !== null
    ? Object.fromEntries(Object.entries(app).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
    : {};

/**
 * The picture of a message. Only a file that the sender owns is answered: a message that names the hash of another person's file gives no
 * access to it.
 */
export async function sendPicture(c: Context<AppContext>, pool: Pool, files: BlobSource, id: string): Promise<Response> {
  const { rows } = await pool.query<{ owner: UserId; sha256: string }>(
    'select user_id as owner, picture_sha256 as sha256 from feedback where id = $1 and picture_sha256 is not null',
    [id],
  );
  const [picture] = rows;
  if (!picture) throw new RequestError('not_found');
  return answerBlob(c, files, picture);
}

/** A changed answer is new to the person again. */
export const answerFeedback = (c: Context<AppContext>, deps: DecideDeps, id: string, decision: FeedbackDecision): Promise<void> =>
  withSession(deps.pool, async ({ client }) => {
    const now = deps.clock.now();
    await lockRoles(client);
    await actorNow(c, client, now, 'feedback.answer');
    const { rows } = await client.query<{ admin_response: string | null }>(
      'select admin_response from feedback where id = $1 for update',
      [id],
    );
    const [row] = rows;
    if (!row) throw new RequestError('not_found');
    const { status, priority } = decision;
    const answer = decision.answer === null || decision.answer === '' ? null : decision.answer;
    await client.query(
      `update feedback
          set status = $2, priority = $3, admin_response = $4, updated_at = $5,
              resolved_at = case when $6 then coalesce(resolved_at, $5) end,
              answered_at = case when $4::text is null then null when admin_response is distinct from $4 then $5 else answered_at end,
              answer_seen_at = case when admin_response is distinct from $4 then null else answer_seen_at end
        where id = $1`,
      [id, status, priority, answer, now, isSettled(status)],
    );
    const details = { status, priority, answered: answer !== null && answer !== row.admin_response };
    await noteAction(c, client, deps.clock, 'feedback_answered', { type: 'feedback', id }, details);
  });
