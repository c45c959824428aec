// The pure parts of the shape protocol: places, handles, cursors, messages.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextLiveCursor } from './answer.ts';
import { cursorToLsn, cursorToOffset, parseOffset } from './cursor.ts';
import { newHandle, parseHandle, scopeTag } from './handle.ts';
import { liveMessages, pageMessages, upToDateMessage } from './messages.ts';
import type { FeedMessageRow } from './page.ts';
import { parseShapeRequest } from './request.ts';
import { isLost, type Following } from './shape.ts';

const xid = fc.bigInt({ min: 0n, max: 18446744073709551615n });
const seq = fc.bigInt({ min: 0n, max: 9223372036854775807n });

describe('a place in the feed', () => {
  test('every cursor comes back from its offset', () => {
    fc.assert(
      fc.property(xid, seq, (x, s) => {
        expect(parseOffset(cursorToOffset({ xid: x, seq: s }))).toEqual({ kind: 'at', cursor: { xid: x, seq: s } });
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
    '99999999999999999999_0',
    '1_99999999999999999999',
    'inf',
  ])('"%s" is no offset', (text) => expect(parseOffset(text)).toBeNull());

  test('the end of a transaction and the words of the protocol are offsets', () => {
    expect(parseOffset('5_inf')).toEqual({ kind: 'at', cursor: { xid: 5n, seq: 9223372036854775807n } });
    expect(parseOffset('-1')).toEqual({ kind: 'start' });
    expect(parseOffset('now')).toEqual({ kind: 'now' });
  });

  test('going on from `<lsn>_0` neither repeats a transaction that was sent nor leaves one out', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 15n }), (x, s) => {
        const resumed = BigInt(cursorToLsn({ xid: x, seq: s }));
        const isBehind = (rowXid: bigint, rowSeq: bigint) => rowXid > resumed || (rowXid === resumed && rowSeq > 0n);
        expect(isBehind(x, s)).toBe(false);
        expect(isBehind(x, s + 1n)).toBe(false);
        expect(isBehind(x + 1n, 1n)).toBe(true);
      }),
    );
    expect(cursorToLsn({ xid: 7n, seq: 0n })).toBe('7');
  });
});

describe('handles', () => {
  test('a handle says its epoch, its scope and when it was given, and none is given twice', () => {
    const given = Array.from({ length: 50 }, () => newHandle('0123456789ab', 'user:a', 123456789012345n));
    expect(new Set(given).size).toBe(50);
    expect(parseHandle(given[0] ?? '')).toEqual({
      epochTag: '0123456789ab',
      scopeTag: scopeTag('user:a'),
      givenAtXid: 123456789012345n,
    });
    expect(scopeTag('user:a')).not.toBe(scopeTag('user:b'));
  });

  test.each(['', '123-456', '48908608-1795345514459324', '0123456789ab-01234567-zz', "x'; drop table"])(
    '"%s" is none of ours',
    (text) => expect(parseHandle(text)).toBeNull(),
  );

  test.each([
    ['a newer place than the horizon', 50n, 10n, 40n, false],
    ['an older place, the handle older too', 30n, 10n, 40n, true],
    ['an old place within a first read that began after the horizon', 5n, 45n, 40n, false],
    ['a place beyond the newest transaction', 200n, 10n, 40n, true],
    ['the place right behind the newest transaction', 100n, 10n, 40n, false],
  ])('%s', (_title, at, givenAtXid, horizon, expected) => {
    const following: Following = {
      scope: 's',
      handle: 'h',
      given: { epochTag: '', scopeTag: '', givenAtXid },
      from: { xid: at, seq: 0n },
      isFirstRead: false,
    };
    const page = { rows: [], end: following.from, isLast: true, heldXid: null, xmin: 100n, xmax: 100n, horizon };
    expect(isLost(following, page)).toBe(expected);
    expect(isLost({ ...following, isFirstRead: true }, page)).toBe(false);
  });
});

test('a live cursor always differs from the one the client saw, and is a number', () => {
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
    xid: xid.map(String),
    seq: seq.map(String),
  });

  test('whatever a row holds, its message is JSON that says the same, on one line', () => {
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

  test('two rows have one key only if they are one row', () => {
    const keyOf = (scope: string, tbl: string, pk: string) =>
      (
        JSON.parse(pageMessages(scope, [{ tbl, pk, row: null, deleted: true, xid: '1', seq: '1' }])[0] ?? '{}') as {
          key: string;
        }
      ).key;
    expect(keyOf('s', 'a', 'b"/"c')).not.toBe(keyOf('c"/"s', 'a', 'b'));
    expect(keyOf('user:x', 'habits', '0190-a')).toBe('"replica"."feed"/"habits"/"0190-a"/"user:x"');
  });

  test('the last message of each transaction says so', () => {
    const of = (id: string): FeedMessageRow => ({ tbl: 't', pk: '1', row: null, deleted: true, xid: id, seq: '1' });
    const last = liveMessages('s', [of('1'), of('1'), of('2')]).map((text) => text.includes('"last":true'));
    expect(last).toEqual([false, true, true]);
  });

  test('up-to-date is exactly what the protocol says', () => {
    expect(upToDateMessage({ xid: 4n, seq: 9n })).toBe('{"headers":{"control":"up-to-date","global_last_seen_lsn":"5"}}');
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
