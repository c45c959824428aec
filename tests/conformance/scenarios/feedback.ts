// Feedback on one device and on two: sent once, marked as read only when there is an answer, deleted.
import { expect } from 'vitest';
import { scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const one = scenarioId('feedback one');
const two = scenarioId('feedback two');

const row = (rows: TableRows, id = one) => rows['feedback']?.find((each) => each['id'] === id);

export const simulated = 'Each command writes one row of its own: the scenarios try their orders one by one.';

export const scenarios: Scenario[] = [
  {
    title: 'Feedback is sent once, with the state of the app and a picture only where the person wants it.',
    steps: [
      step(0, 'feedback.send', {
        ...{ id: one, kind: 'bug', title: 'The timer stops', text: 'After a minute.', page: '/focus' },
        app: { version: 'index-1', sync: 'synced' },
        picture: { sha256: 'a'.repeat(64), type: 'image/jpeg' },
      }),
      step(1, 'feedback.send', { id: one, kind: 'bug', title: 'The timer stops' }, { device: 'desktop' }),
      step(2, 'feedback.send', { id: two, kind: 'praise', title: 'Calm' }),
      step(3, 'feedback.seen', { id: two }),
    ],
    then: (rows) => {
      expect(rows['feedback']).toHaveLength(2);
      expect(row(rows)).toMatchObject({ status: 'open', priority: 'medium', page: '/focus', description: 'After a minute.' });
      expect(row(rows)?.['metadata']).toEqual({ app: { version: 'index-1', sync: 'synced' } });
      expect(row(rows)).toMatchObject({ picture_sha256: 'a'.repeat(64), picture_type: 'image/jpeg' });
      // Without an answer nothing can be read.
      expect(row(rows, two)).toMatchObject({ description: null, metadata: {}, picture_sha256: null, answered_at: null });
    },
  },
  {
    title: 'An answer is marked as read once, and feedback is deleted with it.',
    given: async (db, userId) => {
      const at = '2026-03-02T08:00:00.000Z';
      await db
        .insertInto('feedback')
        .values(
          [one, two].map((id) => ({
            ...{ id, user_id: userId, feedback_type: 'question' as const, title: 'How?', admin_response: 'So.' },
            ...{ answered_at: at, created_at: at, updated_at: at },
          })),
        )
        .execute();
    },
    steps: [
      step(0, 'feedback.seen', { id: one }),
      step(1, 'feedback.seen', { id: one }, { device: 'desktop' }),
      step(2, 'feedback.delete', { id: two }),
      step(3, 'feedback.delete', { id: two }, { device: 'desktop' }),
      step(4, 'feedback.seen', { id: two }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(rows['feedback']).toHaveLength(1);
      expect(row(rows)?.['answer_seen_at']).not.toBeNull();
    },
  },
];
