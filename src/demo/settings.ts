// Settings in the demo year: chosen on the first day, and changed later.
import type { Act, Life } from './life.ts';

export function* settingsYear({ days, at }: Life): Generator<Act> {
  const [first, later] = [days[0], days[120]];
  if (!first || !later) return;
  yield [
    { at: at(first.day, 8 * 60), name: 'settings.set', args: { key: 'dailyFocusMinutes', value: 90 } },
    { at: at(first.day, 8 * 60 + 1), name: 'settings.set', args: { key: 'units', value: 'kg' } },
  ];
  yield [{ at: at(later.day, 20 * 60), name: 'settings.set', args: { key: 'dailyFocusMinutes', value: 120 } }];
}
