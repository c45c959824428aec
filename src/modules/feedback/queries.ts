// What the person wrote about the app, as the replica has it.
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

export const ownFeedback = () =>
  replicaDb
    .selectFrom('feedback')
    .select([
      'id',
      'feedback_type',
      'title',
      'description',
      'status',
      'page',
      'metadata',
      'picture_sha256',
      'picture_type',
      'admin_response',
      'answered_at',
      'answer_seen_at',
      'created_at',
    ])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(200);

export type FeedbackRow = RowOf<typeof ownFeedback>;

/** Answers that the person has not read. */
export const newAnswers = () =>
  replicaDb
    .selectFrom('feedback')
    .select(['id', 'title'])
    .where('answered_at', 'is not', null)
    .where('answer_seen_at', 'is', null)
    .orderBy('answered_at', 'desc')
    .orderBy('id')
    .limit(20);
