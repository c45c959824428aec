// Listening sessions, their answers and marks, own prompts and presets, on one device and on two.
import { expect } from 'vitest';
import type { Kysely } from 'kysely';
import { jsonb } from '#schema/command/kit.ts';
import type { Database } from '#schema/database.ts';
import type { UserId } from '#schema/ids.ts';
import { SCENARIO_START, scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const day = '2026-03-02';
const trackId = scenarioId('track');
const sessionId = scenarioId('session');
const noteId = scenarioId('note prompt');
const gradeId = scenarioId('grade prompt');
const ownPrompt = scenarioId('own prompt');
const ownPreset = scenarioId('own preset');

async function withTrack(db: Kysely<Database>, userId: UserId): Promise<void> {
  const stamps = { created_at: SCENARIO_START, updated_at: SCENARIO_START };
  await db
    .insertInto('reference_tracks')
    .values({ id: trackId, user_id: userId, name: 'A song', ...stamps })
    .execute();
  const prompt = { prompt_text: 'What do you hear?', category: 'balance', expected_observations: jsonb([]), ...stamps };
  await db
    .insertInto('listening_prompt_templates')
    .values([
      { id: noteId, name: 'Order', answer_kind: 'note', ...prompt },
      { id: gradeId, name: 'Width', answer_kind: 'grades', ...prompt, expected_observations: jsonb(['It is wide.']) },
    ])
    .execute();
}

const begin = {
  id: sessionId,
  presetId: null,
  name: 'Quick check',
  trackId,
  referenceTrackId: null,
  region: { startMs: 10_000, endMs: 30_000 },
  prompts: [
    { templateId: noteId, seconds: 60 },
    { templateId: gradeId, seconds: 60 },
  ],
  day,
};
const answer = { sessionId, templateId: noteId, note: 'The voice.', grade: null, marks: [], hintsSeen: 1, seconds: 90, day };
const prompt = {
  id: ownPrompt,
  name: 'Own',
  category: 'vocals' as const,
  difficulty: 'beginner' as const,
  text: 'Is it in tune?',
  answerKind: 'grades' as const,
  scaleLow: 'Off',
  scaleHigh: 'In tune',
  hints: [],
  expected: [],
  measures: [],
  seconds: 60,
};

const given = withTrack;
const annotations = (rows: TableRows) => rows['track_annotations'] ?? [];

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'A session is answered, its answers stand on the track, and it is paid once, with stars for its skill.',
    given,
    steps: [
      step(0, 'listening.begin', begin),
      step(2, 'listening.answer', answer),
      step(4, 'listening.answer', {
        ...answer,
        templateId: gradeId,
        note: '',
        grade: 4,
        marks: [
          { startMs: 12_000, endMs: null, text: 'opens' },
          { startMs: 15_000, endMs: 18_000, text: '' },
        ],
      }),
      step(6, 'listening.finish', { id: sessionId, day }),
      step(7, 'listening.finish', { id: sessionId, day }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(rows['listening_answers']).toHaveLength(2);
      expect(
        annotations(rows)
          .map((row) => [row['start_time_ms'], row['end_time_ms'], row['content']])
          .sort(),
      ).toEqual([
        [10_000, 30_000, 'The voice.'],
        [12_000, null, 'opens'],
        [15_000, 18_000, ''],
      ]);
      expect(rows['points_ledger']).toMatchObject([{ xp: 3, coins: 0 }]);
    },
  },
  {
    title: 'A prompt that is answered on two devices has one answer, the later one, with its marks alone.',
    given,
    steps: [
      step(0, 'listening.begin', begin),
      step(2, 'listening.answer', { ...answer, marks: [{ startMs: 1_000, endMs: null, text: 'early' }] }),
      step(3, 'listening.answer', { ...answer, note: 'The drums.' }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(rows['listening_answers']).toMatchObject([{ note: 'The drums.' }]);
      expect(annotations(rows)).toMatchObject([{ start_time_ms: 10_000, content: 'The drums.' }]);
    },
  },
  {
    title: 'A removed session takes its answers, its marks and its pay with it.',
    given,
    steps: [
      step(0, 'listening.begin', begin),
      step(2, 'listening.answer', answer),
      step(6, 'listening.finish', { id: sessionId, day }),
      step(8, 'listening.remove', { id: sessionId }),
    ],
    then: (rows) => {
      expect(rows['listening_sessions'] ?? []).toEqual([]);
      expect(rows['listening_answers'] ?? []).toEqual([]);
      expect(annotations(rows)).toEqual([]);
      const xp = (rows['points_ledger'] ?? []).reduce((sum, row) => sum + Number(row['xp']), 0);
      expect(xp).toBe(0);
    },
  },
  {
    title: 'Own prompts and presets are saved, changed, put away and brought back; shipped ones cannot be changed.',
    given,
    steps: [
      step(0, 'listening.savePrompt', prompt),
      step(1, 'listening.savePrompt', { ...prompt, name: 'Own, renamed' }),
      step(2, 'listening.savePrompt', { ...prompt, id: noteId }, { outcome: 'not_found' }),
      step(3, 'listening.savePreset', {
        id: ownPreset,
        name: 'Voices',
        description: '',
        prompts: [{ templateId: ownPrompt, seconds: 60 }],
      }),
      step(4, 'listening.showPrompt', { id: ownPrompt, isShown: false }),
      step(5, 'listening.showPreset', { id: ownPreset, isShown: false }),
      step(6, 'listening.showPreset', { id: ownPreset, isShown: true }, { device: 'desktop' }),
      step(7, 'listening.showPrompt', { id: noteId, isShown: false }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      const own = (rows['listening_prompt_templates'] ?? []).find((row) => row['id'] === ownPrompt);
      expect(own).toMatchObject({ name: 'Own, renamed', is_active: false });
      expect(rows['listening_prompt_presets']).toContainEqual(expect.objectContaining({ id: ownPreset, is_active: true }));
    },
  },
  {
    title: 'An answer can become a card; what is not there is neither begun, answered nor finished.',
    given,
    steps: [
      step(0, 'listening.begin', begin),
      step(1, 'listening.begin', { ...begin, id: scenarioId('none'), trackId: noteId }, { outcome: 'not_found' }),
      step(2, 'listening.answer', { ...answer, templateId: ownPrompt }, { outcome: 'not_found' }),
      step(2, 'listening.answer', { ...answer, templateId: gradeId, grade: -2 }, { outcome: 'limit_exceeded' }),
      step(3, 'listening.finish', { id: noteId, day }, { outcome: 'not_found' }),
      step(4, 'learn.keepCard', { sourceKind: 'listening', sourceId: noteId, item: 'prompt' }, { outcome: 'not_found' }),
    ],
    then: (rows) => expect(rows['review_cards'] ?? []).toEqual([]),
  },
];
