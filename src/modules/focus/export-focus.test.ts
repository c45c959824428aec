import { expect, it } from 'vitest';
import { focusToCsv } from './export-focus.ts';
import type { ExportedFocusRow } from './queries.ts';

const row = {
  id: 'one',
  day: '2026-03-02',
  started_at: new Date('2026-03-02T09:00:00Z'),
  completed_at: new Date('2026-03-02T09:30:00Z'),
  abandoned_at: null,
  expires_at: new Date('2026-03-02T09:45:00Z'),
  mode: 'pomodoro',
  status: 'completed',
  focused_seconds: 1_500,
  duration_seconds: 1_500,
  task_title: 'Letters, "urgent"',
  task_kind: 'habit',
  tag: null,
  interruptions: 2,
  xp_awarded: 30,
  coins_awarded: 5,
  pauses: 1,
} satisfies ExportedFocusRow;

it('The file has one line for a session, with its end, pauses and interruptions, and quotes what needs it.', () => {
  const [head, line] = focusToCsv([row]).split('\r\n');
  expect(head).toMatch(/^Day,Start \(UTC\),End \(UTC\),/);
  expect(line).toBe(
    '2026-03-02,2026-03-02T09:00:00.000Z,2026-03-02T09:30:00.000Z,1500,1500,pomodoro,completed,"Letters, ""urgent""",habit,,1,2,30,5',
  );
});
