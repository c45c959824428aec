// Settings on one device and on two.
import { expect } from 'vitest';
import { readSettings } from '#schema/settings/rules.ts';
import { step, type Scenario, type TableRows } from '../scenario.ts';

const settingsIn = (rows: TableRows) =>
  readSettings((rows['user_settings'] ?? []).map((row) => ({ key: String(row['key']), value: row['value'] })));

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'A setting is one row, whichever device sets it, and the last value wins.',
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
    title: 'Values of every type are read back unchanged.',
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
