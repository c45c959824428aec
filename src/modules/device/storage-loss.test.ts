import { expect, test } from 'vitest';
import { cookieToNote, noteToCookie, planLoss, type KeptNote } from './storage-loss.ts';

const account: KeptNote = { userId: '01a218f6-8306-74a3-84b9-d7a49a08ec61', kind: 'signed-in', waiting: 3 };
const local: KeptNote = { ...account, kind: 'local' };
const fresh = { kind: 'local', userId: '01a218f6-e217-71ff-9020-d1620f2f290b' } as const;

test('a cookie is read as it was written, among others', () => {
  expect(cookieToNote(`a=1; ${noteToCookie(account)}; b=2`)).toEqual(account);
  expect(cookieToNote('a=1')).toBeNull();
  expect(cookieToNote('cadence-kept=nonsense')).toBeNull();
});

test('a fresh log where an account or unsent changes were means that the storage was removed', () => {
  expect(planLoss(account, fresh)).toEqual({ kind: 'signed-in', waiting: 3 });
  expect(planLoss(local, fresh)).toEqual({ kind: 'local', waiting: 3 });
});

test('nothing is called lost on a first visit, in the same log, in an account, or where nothing had been made', () => {
  expect(planLoss(null, fresh)).toBeNull();
  expect(planLoss({ ...local, userId: fresh.userId }, fresh)).toBeNull();
  expect(planLoss(local, { kind: 'signed-in', userId: fresh.userId, email: 'a@example.org', name: null })).toBeNull();
  expect(planLoss({ ...local, waiting: 0 }, fresh)).toBeNull();
});

test('a device that the person removed or left on purpose has lost nothing', () => {
  const note: KeptNote = { userId: 'a', kind: 'signed-in', waiting: 3 };
  expect(planLoss(note, { kind: 'local', userId: 'b', removed: true })).toBeNull();
  expect(planLoss(note, { kind: 'local', userId: 'b', endsSession: '2026-11-27T12:00:00.000Z' })).toBeNull();
  expect(planLoss(note, { kind: 'local', userId: 'b' })).toEqual({ kind: 'signed-in', waiting: 3 });
});
