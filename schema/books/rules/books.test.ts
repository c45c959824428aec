// The rules of books: ISBNs, pages by session, the timer, pace and forecast.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLabels, type BookLength } from './book.ts';
import { isbn10Of, readIsbn } from './isbn.ts';
import { finishOf, speedOf } from './pace.ts';
import { readingFigures, restPages, type CountedSession } from './sessions.ts';
import { LONGEST_READING_MS, planPause, planResume, planStop, readMs, type TimedReading } from './timer.ts';

describe('an ISBN', () => {
  it.each([
    ['0-441-17271-7', '9780441172719'],
    ['978-0-441-17271-9', '9780441172719'],
    ['080442957X', '9780804429573'],
    ['ISBN-13: 9791034303489', '9791034303489'],
    [' 0 306 40615 2 ', '9780306406157'],
  ])('“%s” is %s', (typed, isbn) => expect(readIsbn(typed)).toBe(isbn));

  it.each(['0441172718', '9780441172718', '1234567890123', '44117271', '', 'X804429570', '080442957x0'])(
    '“%s” is none',
    (typed) => expect(readIsbn(typed)).toBeNull(),
  );

  it('of nine digits has one check character in each form, and a wrong digit is noticed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{9}$/), fc.nat(8), fc.integer({ min: 1, max: 9 }), (nine, at, by) => {
        const check = '0123456789X'.split('').find((one) => readIsbn(nine + one) !== null) ?? '';
        const isbn = readIsbn(nine + check);
        expect(isbn).not.toBeNull();
        expect(isbn10Of(isbn ?? '')).toBe(nine + check);
        const wrong = [...nine];
        wrong[at] = String((Number(wrong[at]) + by) % 10);
        expect(readIsbn(wrong.join('') + check)).toBeNull();
      }),
    );
  });

  it('that begins with 979 has no form of ten', () => expect(isbn10Of('9791034303489')).toBeNull());
});

const length: BookLength = { unit: 'pages', total_pages: 400, total_minutes: null };
const session = (id: string, day: number, more: Partial<CountedSession>): CountedSession => ({
  id,
  started_at: new Date(Date.UTC(2026, 0, day)),
  unit: 'pages',
  to_position: null,
  given_pages: null,
  ...more,
});

describe('the pages of sessions', () => {
  it('follow from where the session before stopped, in the order of time', () => {
    const figures = readingFigures(length, [
      session('c', 3, { to_position: 90 }),
      session('a', 1, { to_position: 30 }),
      session('b', 2, { given_pages: 15 }),
    ]);
    expect(figures.sessions.map(({ id, from, pages }) => [id, from, pages])).toEqual([
      ['a', 0, 30],
      ['b', 30, 15],
      ['c', 45, 45],
    ]);
    expect([figures.position, figures.pages, restPages(length, figures)]).toEqual([90, 90, 310]);
  });

  it('of a step back are none', () => {
    const figures = readingFigures(length, [session('a', 1, { to_position: 90 }), session('b', 2, { to_position: 80 })]);
    expect([figures.pages, figures.position]).toEqual([90, 80]);
  });

  it('in percent need the length; minutes are no pages', () => {
    const percent = [session('a', 1, { unit: 'percent', to_position: 12.5 })];
    expect(readingFigures({ ...length, unit: 'percent' }, percent).pages).toBe(50);
    expect(readingFigures({ ...length, unit: 'percent', total_pages: null }, percent).pages).toBe(0);
    const listened = [session('a', 1, { unit: 'minutes', to_position: 100 })];
    const audiobook: BookLength = { unit: 'minutes', total_pages: 400, total_minutes: 800 };
    expect(readingFigures(audiobook, listened)).toMatchObject({ pages: 0, position: 100 });
    expect(restPages(audiobook, { pages: 0 })).toBe(0);
  });

  it('survive a change of the unit', () => {
    const figures = readingFigures({ ...length, unit: 'percent' }, [session('a', 1, { to_position: 100 })]);
    expect([figures.position, figures.pages]).toEqual([25, 100]);
  });

  it('add up to how far one came, when nobody went back', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 20 }), (steps) => {
        let at = 0;
        const sessions = steps.map((step, index) => session(`s${index}`, index + 1, { to_position: (at += step) }));
        expect(readingFigures({ ...length, total_pages: null }, sessions)).toMatchObject({ pages: at, position: at });
      }),
    );
  });
});

describe('the reading timer', () => {
  const start = new Date('2026-03-02T20:00:00Z');
  const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
  const running: TimedReading = { status: 'running', started_at: start, ended_at: null, paused_at: null, paused_ms: 0 };

  it('counts no pause, wherever it is paused and resumed', () => {
    const paused = { ...running, ...planPause(running, after(10)) };
    expect(readMs(paused, after(30))).toBe(10 * 60_000);
    const resumed = { ...paused, ...planResume(paused, after(30)) };
    expect(readMs(resumed, after(35))).toBe(15 * 60_000);
    expect(planPause(paused, after(40))).toBeNull();
    expect(planResume(running, after(40))).toBeNull();
  });

  it('ends when its pause began, and never runs backwards', () => {
    const paused = { ...running, ...planPause(running, after(10)) };
    expect(planStop(paused, after(60))).toEqual({ ended_at: after(10), duration_ms: 10 * 60_000 });
    expect(planStop(running, after(-5))).toEqual({ ended_at: start, duration_ms: 0 });
  });

  it('that was forgotten counts a bounded time', () =>
    expect(planStop(running, after(60 * 40)).duration_ms).toBe(LONGEST_READING_MS));
});

describe('pace', () => {
  const read = (day: string, amount: number, minutes = 0) => ({ day, amount, ms: minutes * 60_000 });

  it('is the amount by the time of the sessions that have both', () => {
    expect(speedOf([read('2026-03-01', 30, 60), read('2026-03-02', 50)])).toEqual({ perHour: 30, sessions: 1 });
    expect(speedOf([read('2026-03-01', 2, 2)])).toBeNull();
  });

  it('forecasts from days with and without reading, with a range around it', () => {
    const every = Array.from({ length: 10 }, (_, at) => read(`2026-03-${String(at + 1).padStart(2, '0')}`, 20));
    expect(finishOf(every, 100, '2026-03-10')).toEqual({
      kind: 'on',
      day: '2026-03-15',
      earliest: '2026-03-15',
      latest: '2026-03-15',
      perDay: 20,
    });
    const some = finishOf(
      every.filter((_, at) => at % 3 === 0),
      100,
      '2026-03-10',
    );
    if (some.kind !== 'on') throw new Error('no forecast');
    expect(some.day).toBe('2026-03-23');
    expect(some.earliest < some.day && some.day < some.latest).toBe(true);
  });

  it('says nothing before anything was read, and today once all is read', () => {
    expect(finishOf([], 100, '2026-03-10')).toEqual({ kind: 'unknown' });
    expect(finishOf([read('2026-03-10', 20)], 0, '2026-03-10')).toMatchObject({ kind: 'on', day: '2026-03-10' });
  });

  it('takes a day without an entry as no day while it is not over', () => {
    const read10 = [read('2026-03-09', 10)];
    expect(finishOf(read10, 10, '2026-03-10')).toMatchObject({ perDay: 10 });
  });
});

it('labels are kept once, whatever their case', () => {
  expect(cleanLabels([' Sci  Fi', 'sci fi', '', 'Owned'])).toEqual(['Sci Fi', 'Owned']);
});
