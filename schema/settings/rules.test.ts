import { describe, expect, test } from 'vitest';
import { defaultSettings, isSettingValue, readSettings, settingKeys } from './rules.ts';

describe('settings', () => {
  test('every default is an allowed value', () => {
    for (const key of settingKeys) expect(isSettingValue(key, defaultSettings[key]), key).toBe(true);
  });

  test('without rows the settings are the defaults', () => {
    expect(readSettings([])).toEqual(defaultSettings);
  });

  test('a row replaces its default and leaves the others', () => {
    expect(readSettings([{ key: 'units', value: 'lb' }])).toEqual({ ...defaultSettings, units: 'lb' });
  });

  test('an unknown key and an invalid value change nothing', () => {
    const rows = [
      { key: 'wallpaper', value: 'cats' },
      { key: 'dayStartHour', value: 23 },
      { key: 'units', value: 'stone' },
      { key: 'pomodoro', value: { focus: 25, short: 5, long: 15 } },
      { key: 'toString', value: true },
    ];
    expect(readSettings(rows)).toEqual(defaultSettings);
  });

  test.each([
    ['dayStartHour', 4.5],
    ['restSeconds', -1],
    ['timeZone', 'Europe/../etc'],
    ['timeZone', 'Europe/Berlin; drop'],
    ['sounds', 'true'],
    ['pomodoro', { focus: 0, short: 5, long: 15, every: 4 }],
    ['pomodoro', null],
    ['barbell', { kg: { bars: [20], plates: [] } }],
    ['barbell', { kg: { bars: [], plates: [] }, lb: { bars: [45], plates: [] } }],
    ['barbell', { kg: { bars: [20], plates: [{ weight: 0, pairs: 1 }] }, lb: { bars: [45], plates: [] } }],
    ['barbell', { kg: { bars: [20], plates: [{ weight: 10, pairs: 1.5 }] }, lb: { bars: [45], plates: [] } }],
    ['mutedNotices', ['focus_end', 'focus_end']],
    ['mutedNotices', ['wallpaper']],
    ['mutedNotices', 'focus_end'],
    ['quietHours', { isOn: true, from: 1_440, to: 420 }],
    ['quietHours', { isOn: true, from: 1_320 }],
    ['quietHours', { isOn: true, from: 1_320, to: 420, zone: 'UTC' }],
  ] as const)('%s may not be %j', (key, value) => {
    expect(isSettingValue(key, value)).toBe(false);
  });

  test.each(['auto', 'UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3'])('%s is a time zone name', (zone) => {
    expect(isSettingValue('timeZone', zone)).toBe(true);
  });
});
