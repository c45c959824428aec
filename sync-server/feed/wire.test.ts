// The pure parts of the shape protocol: offsets, handles, cursors, messages.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextLiveCursor } from './answer.ts';
import { cursorToOffset, parseOffset } from './cursor.ts';
import { newHandle, parseHandle, scopeTag } from './handle.ts';
import { liveMessages, pageMessages, upToDateMessage } from './messages.ts';
import type { FeedMessageRow } from './page.ts';
import { parseShapeRequest } from './request.ts';
import { isLost, type Following } from './shape.ts';

const seq = fc.bigInt({ min: 0n, max: 9223372036854775807n });

describe('an offset', () => {
  test('every cursor survives a round trip through its offset', () => {
    fc.assert(
      fc.property(seq, (cursor) => {
        expect(parseOffset(cursorToOffset(cursor))).toEqual({ kind: 'at', cursor });
      }),
    );
  });

  test.each([
    '',
    'abc',
    '1',
    '1_',
    '_1',
    '-2',
    '1_2_3',
    '1_-2',
    ' 1_2',
    '9223372036854775808_0',
    '99999999999999999999_0',
    '1_99999999999999999999',
    'inf',
  ])('"%s" is not an offset', (text) => expect(parseOffset(text)).toBeNull());

  test('an offset with _inf, -1 and now are valid offsets', () => {
    expect(parseOffset('5_inf')).toEqual({ kind: 'at', cursor: 5n });
    expect(parseOffset('-1')).toEqual({ kind: 'start' });
    expect(parseOffset('now')).toEqual({ kind: 'now' });
  });

  test('the offset after an event stream is the cursor of its up-to-date message', () => {
    fc.assert(
      fc.property(seq, (cursor) => {
        const { headers } = JSON.parse(upToDateMessage(cursor)) as { headers: { global_last_seen_lsn: string } };
        expect(parseOffset(`${headers.global_last_seen_lsn}_0`)).toEqual({ kind: 'at', cursor });
      }),
    );
  });
});

describe('handles', () => {
  test('a handle carries its epoch, its scope and the cursor of its issue, and is unique', () => {
    const given = Array.from({ length: 50 }, () => newHandle('0123456789ab', 'user:a', 123456789012345n));
    expect(new Set(given).size).toBe(50);
    expect(parseHandle(given[0] ?? '')).toEqual({
      epochTag: '0123456789ab',
      scopeTag: scopeTag('user:a'),
      givenAt: 123456789012345n,
      isOfCopy: false,
    });
    expect(parseHandle(newHandle('0123456789ab', 'user:a', 5n, true))).toMatchObject({ givenAt: 5n, isOfCopy: true });
    expect(scopeTag('user:a')).not.toBe(scopeTag('user:b'));
  });

  test.each(['', '123-456', '48908608-1795345514459324', '0123456789ab-01234567-zz', "x'; drop table"])(
    '"%s" is not one of our handles',
    (text) => expect(parseHandle(text)).toBeNull(),
  );

  test.each([
    ['a cursor above the horizon is accepted', 50n, 10n, 40n, false],
    ['a cursor at the horizon is accepted', 40n, 10n, 40n, false],
    ['a cursor below the horizon is lost when the handle is older too', 39n, 10n, 40n, true],
    ['an old cursor within a first read that began after the horizon is accepted', 5n, 45n, 40n, false],
    ['a cursor beyond the newest number is lost', 101n, 10n, 40n, true],
    ['a cursor within a first read that began beyond the newest number is lost', 50n, 101n, 40n, true],
    ['the newest number is accepted', 100n, 10n, 40n, false],
    ['a copy whose first rows are older than the horizon is lost, whenever it ended', 39n, 45n, 40n, true, true],
    ['a copy that began after the horizon is accepted', 41n, 45n, 40n, false, true],
  ])('%s', (_title, from, givenAt, horizon, expected, isOfCopy = false) => {
    const following: Following = {
      scope: 's',
      handle: 'h',
      given: { epochTag: '', scopeTag: '', givenAt, isOfCopy },
      from,
      isFirstRead: false,
    };
    const state = { newestOfAll: 100n, horizon, isOtherHistory: false };
    expect(isLost(following, state)).toBe(expected);
    expect(isLost({ ...following, isFirstRead: true }, state)).toBe(false);
  });
});

test('a live cursor is a number and always differs from the cursor that the client sent', () => {
  fc.assert(
    fc.property(fc.option(fc.nat().map(String), { nil: undefined }), fc.nat(), (seen, sinceMs) => {
      const next = nextLiveCursor(seen, Date.UTC(2026, 0, 1) + sinceMs);
      expect(next).toMatch(/^\d+$/);
      expect(next).not.toBe(seen);
    }),
  );
  expect(nextLiveCursor('nonsense', Date.UTC(2026, 0, 1))).toMatch(/^\d+$/);
});

describe('messages', () => {
  const row = fc.record({
    tbl: fc.string({ unit: 'binary' }),
    pk: fc.oneof(fc.uuid(), fc.string({ unit: 'binary' }), fc.json()),
    row: fc.option(fc.json()),
    deleted: fc.boolean(),
    xid: fc.bigInt({ min: 0n, max: 18446744073709551615n }).map(String),
    seq: seq.map(String),
  });

  test('the message of any row is one line of JSON with the row’s values', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(row, { maxLength: 4 }), (scope, rows: FeedMessageRow[]) => {
        for (const build of [pageMessages, liveMessages]) {
          const texts = build(scope, rows);
          expect(texts.join('')).not.toMatch(/[\r\n]/);
          const messages = texts.map((text) => JSON.parse(text) as { key: string; value: unknown });
          expect(messages.map(({ value }) => value)).toEqual(
            rows.map(({ deleted, ...rest }) => ({ scope, ...rest, deleted: String(deleted) })),
          );
        }
      }),
    );
  });

  test('two different rows never have the same key', () => {
    const keyOf = (scope: string, tbl: string, pk: string) =>
      (
        JSON.parse(pageMessages(scope, [{ tbl, pk, row: null, deleted: true, xid: '1', seq: '1' }])[0] ?? '{}') as {
          key: string;
        }
      ).key;
    expect(keyOf('s', 'a', 'b"/"c')).not.toBe(keyOf('c"/"s', 'a', 'b'));
    expect(keyOf('user:x', 'habits', '0190-a')).toBe('"replica"."feed"/"habits"/"0190-a"/"user:x"');
  });

  test('the last message of each transaction is marked', () => {
    const of = (id: string): FeedMessageRow => ({ tbl: 't', pk: '1', row: null, deleted: true, xid: id, seq: '1' });
    const last = liveMessages('s', [of('1'), of('1'), of('2')]).map((text) => text.includes('"last":true'));
    expect(last).toEqual([false, true, true]);
  });

  test('the up-to-date message has the form of the protocol', () => {
    expect(upToDateMessage(9n)).toBe('{"headers":{"control":"up-to-date","global_last_seen_lsn":"9"}}');
  });
});

test.each([
  ['scope=me&offset=-1', null],
  ['offset=-1', { scope: ["can't be blank"] }],
  ['scope=user:1&offset=-1', { scope: ['is invalid'] }],
  ['scope=me&offset=-1&live=maybe', { live: ['is invalid'] }],
  ['scope=me&offset=now&live=true', { live: ["can't be true when offset == now"] }],
  ['scope=me&offset=-1&log=changes_only', { log: ['is invalid'] }],
  ['scope=me&offset=-1&params%5B1%5D=x', { 'params[1]': ['is not allowed'] }],
  ['scope=me&offset=abc&live=maybe', { offset: ['has invalid format'] }],
])('the parameters %s', (query, errors) => {
  const parsed = parseShapeRequest(new URLSearchParams(query));
  expect(parsed.ok ? null : parsed.errors).toEqual(errors);
});
