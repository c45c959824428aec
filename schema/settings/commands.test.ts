import { describe, expect, test } from 'vitest';
import { settingsCommands } from './commands.ts';

const [setSetting] = settingsCommands;
const accepts = (key: string, value: unknown) => setSetting.args.safeParse({ key, value }).success;

describe('settings.set', () => {
  test('accepts a known key with an allowed value', () => {
    expect(accepts('theme', 'dark')).toBe(true);
    expect(accepts('pomodoro', { focus: 50, short: 10, long: 20, every: 2 })).toBe(true);
  });

  test('refuses an unknown key', () => {
    expect(accepts('wallpaper', 'cats')).toBe(false);
    expect(accepts('__proto__', {})).toBe(false);
  });

  test('refuses a value the key does not allow', () => {
    expect(accepts('theme', 'sepia')).toBe(false);
    expect(accepts('pomodoro', { focus: 50, short: 10, long: 20, every: 2, extra: 1 })).toBe(false);
    expect(accepts('dailyFocusMinutes', 961)).toBe(false);
  });
});
