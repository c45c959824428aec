// Focus sessions in the demo year: pomodoros on working days, fewer on other days, some stopwatches, pauses and abandoned
// sessions.
import type { Act, DemoCommand, DemoDay, Life } from './life.ts';

const WORK = [
  ['Quarterly report', 'Work'],
  ['Review of the new design', 'Work'],
  ['Interview notes', 'Work'],
  ['Migration plan', 'Work'],
  ['Mail and planning', 'Work'],
  ['Thesis: chapter three', 'Study'],
  ['Spanish', 'Study'],
] as const;
const FREE = [
  ['Harmony exercises', 'Music'],
  ['Mixing the demo', 'Music'],
  ['Short story', 'Writing'],
  ['Reading: Thinking in Systems', 'Reading'],
] as const;

const MINUTE_MS = 60_000;

/** The number of sessions planned for a day: it grows over the year, with bad days in between. */
function sessionsOf({ kind, progress, weekday }: DemoDay, random: Life['random']): number {
  if (kind === 'ill') return 0;
  if (kind === 'holiday') return random.chance(0.15) ? 1 : 0;
  if (kind === 'weekend') return random.chance(0.4) ? random.between(1, 2) : 0;
  if (random.chance(0.06)) return 0;
  return random.between(2, 4) + Math.round(progress * 2) - (weekday === 5 ? 1 : 0);
}

export function* focusYear({ days, random, at }: Life): Generator<Act> {
  for (const of of days) {
    const isWork = of.kind === 'work';
    let minute = isWork ? random.between(8 * 60 + 40, 9 * 60 + 40) : random.between(14 * 60, 15 * 60);
    const count = sessionsOf(of, random);
    for (let cycle = 1; cycle <= count; cycle += 1) {
      const [title, tag] = isWork ? random.pick(WORK) : random.pick(FREE);
      const start = at(of.day, minute);
      const { act, minutes } = random.chance(0.08)
        ? stopwatch(of, start, title, tag, random)
        : pomodoro(of, start, cycle, title, tag, random);
      yield act;
      minute += minutes;
      const isLunch = isWork && minute > 12 * 60 && minute < 13 * 60 + 30;
      if (isLunch) minute = 13 * 60 + random.between(20, 45);
      else if (cycle < count && random.chance(0.6)) {
        const isLong = cycle % 4 === 0;
        yield breakAct(of, at(of.day, minute), cycle, isLong, random);
        minute += (isLong ? 15 : 5) + random.between(1, 8);
      } else minute += random.between(5, 50);
      // No sessions in the evening, which is for training.
      if (minute > 17 * 60) break;
    }
  }
}

interface Done {
  act: Act;
  minutes: number;
}

const later = (from: Date, minutes: number): Date => new Date(from.getTime() + minutes * MINUTE_MS);

function pomodoro({ day }: DemoDay, at: Date, cycle: number, title: string, tag: string, random: Life['random']): Done {
  const id = random.id(at);
  const length = random.pick([25, 25, 25, 45, 50]);
  const act: DemoCommand[] = [
    { at, name: 'focus.start', args: { id, mode: 'pomodoro', durationSeconds: length * 60, cycle, title, tag, day } },
  ];
  if (random.chance(0.05)) {
    const gaveUp = random.between(4, length - 5);
    act.push({ at: later(at, gaveUp), name: 'focus.abandon', args: { id } });
    return { act, minutes: gaveUp };
  }
  let minutes = length;
  if (random.chance(0.12)) act.push({ at: later(at, random.between(3, length - 3)), name: 'focus.interrupt', args: { id } });
  if (random.chance(0.08)) {
    const [after, paused] = [random.between(5, length - 5), random.between(2, 9)];
    act.push(
      { at: later(at, after), name: 'focus.pause', args: { id } },
      { at: later(at, after + paused), name: 'focus.resume', args: { id } },
    );
    minutes += paused;
  }
  act.push({ at: later(at, minutes), name: 'focus.complete', args: { id, day } });
  return { act, minutes };
}

function stopwatch({ day }: DemoDay, at: Date, title: string, tag: string, random: Life['random']): Done {
  const id = random.id(at);
  const minutes = random.between(35, 110);
  // Now and then the timer was forgotten and the session is entered afterwards.
  if (random.chance(0.3)) {
    const args = { id, startedAt: at.toISOString(), seconds: minutes * 60, title, tag, day };
    return { act: [{ at: later(at, minutes), name: 'focus.log', args }], minutes };
  }
  const act: Act = [
    { at, name: 'focus.start', args: { id, mode: 'stopwatch', durationSeconds: null, title, tag, day } },
    { at: later(at, minutes), name: 'focus.complete', args: { id, day } },
  ];
  return { act, minutes };
}

function breakAct({ day }: DemoDay, at: Date, cycle: number, isLong: boolean, random: Life['random']): Act {
  const id = random.id(at);
  const minutes = isLong ? 15 : 5;
  const phase = isLong ? 'long_break' : 'short_break';
  return [
    { at, name: 'focus.start', args: { id, mode: 'pomodoro', phase, durationSeconds: minutes * 60, cycle, day } },
    { at: later(at, minutes), name: 'focus.complete', args: { id, day } },
  ];
}
