// Settings on one device and on two.
import { expect } from 'vitest';
import { readSettings } from '#schema/rules/settings.ts';
import { step, type Scenario, type TableRows } from '../scenario.ts';

const settingsIn = (rows: TableRows) =>
  readSettings((rows['user_settings'] ?? []).map((row) => ({ key: String(row['key']), value: row['value'] })));

export const settingsScenarios: Scenario[] = [
  {
    title: 'A setting is one row, whichever device sets it, and the last one holds.',
    steps: [
      step(0, 'settings.set', { key: 'units', value: 'lb' }),
      step(1, 'settings.set', { key: 'units', value: 'kg' }, { device: 'desktop' }),
      step(2, 'settings.set', { key: 'units', value: 'lb' }),
    ],
    then: (rows) => {
      expect(rows['user_settings']).toHaveLength(1);
      expect(settingsIn(rows).units).toBe('lb');
    },
  },
  {
    title: 'Every kind of value is read back as it was set.',
    steps: [
      step(0, 'settings.set', { key: 'sounds', value: false }),
      step(0, 'settings.set', { key: 'dayStartHour', value: 0 }),
      step(0, 'settings.set', { key: 'timeZone', value: 'Asia/Kathmandu' }),
      step(0, 'settings.set', { key: 'pomodoro', value: { focus: 50, short: 10, long: 30, every: 3 } }),
    ],
    then: (rows) => {
      expect(settingsIn(rows)).toMatchObject({
        sounds: false,
        dayStartHour: 0,
        timeZone: 'Asia/Kathmandu',
        pomodoro: { focus: 50, short: 10, long: 30, every: 3 },
      });
    },
  },
];
