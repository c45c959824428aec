import { beforeEach, describe, expect, test } from 'vitest';
import type { Person, SyncStatus } from '#src/replica/api.ts';
import { BlobBoard } from '../board.ts';
import type { BlobFacts, BlobOwner } from '../blob-index.ts';
import { NEVER_NAMED_MS, planOwnership, UNNAMED_GRACE_MS } from './plan.ts';
import type { UploadEnd } from './server.ts';
import { Transfers } from './transfers.ts';

const alice: Person = { kind: 'signed-in', userId: 'alice', email: 'a@example.org', name: null };
const bob: Person = { kind: 'signed-in', userId: 'bob', email: 'b@example.org', name: null };
const nobody: Person = { kind: 'local', userId: 'local-1' };
const synced: SyncStatus = { kind: 'synced' };

/** A device with blobs, a server and a clock, all in memory. */
function device() {
  const board = new BlobBoard(null);
  board.load([], []);
  const keptAtMs = new Map<string, number>();
  const facts = new Map<string, BlobFacts>();
  const timers: { at: number; ring(): void }[] = [];
  const world = {
    board,
    facts,
    owner: undefined as BlobOwner | undefined,
    nowMs: 1_000_000,
    /** The blobs on the server, and the results of uploads. */
    onServer: new Set<string>(),
    ends: [] as UploadEnd[],
    isReachable: true,
    sent: [] as string[],
    asked: [] as string[][],
    wiped: 0,
    put(sha256: string, size = 10) {
      keptAtMs.set(sha256, world.nowMs);
      board.say({ kind: 'kept', sha256, size });
    },
    pass(ms: number) {
      world.nowMs += ms;
      for (const timer of timers.splice(0)) {
        if (timer.at <= world.nowMs) timer.ring();
        else timers.push(timer);
      }
    },
  };
  const transfers = new Transfers({
    board,
    now: () => world.nowMs,
    setTimer(ms, ring) {
      const timer = { at: world.nowMs + ms, ring };
      timers.push(timer);
      return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
    },
    index: {
      readFacts: () => Promise.resolve([...facts.values()]),
      writeFacts: (some) => Promise.resolve(some.forEach((fact) => facts.set(fact.sha256, fact))),
      readOwner: () => Promise.resolve(world.owner),
      writeOwner: (owner) => Promise.resolve(void (world.owner = owner)),
    },
    store: {
      get: (sha256) => Promise.resolve(board.kept.has(sha256) ? new Blob([sha256]) : undefined),
      list: () => Promise.resolve([...board.kept].map(([name, size]) => ({ name, size, modifiedMs: keptAtMs.get(name) ?? 0 }))),
      discard: (sha256) => Promise.resolve(board.say({ kind: 'removed', sha256 })),
      wipe: () => {
        world.wiped += 1;
        facts.clear();
        return Promise.resolve(board.say({ kind: 'cleared' }));
      },
    },
    server: {
      missing(sha256s) {
        if (!world.isReachable) return Promise.resolve(null);
        world.asked.push([...sha256s]);
        return Promise.resolve(sha256s.filter((sha256) => !world.onServer.has(sha256)));
      },
      upload({ sha256 }) {
        const end = world.ends.shift() ?? (world.isReachable ? { kind: 'stored' } : { kind: 'lost' });
        world.sent.push(sha256);
        if (end.kind === 'stored') world.onServer.add(sha256);
        return Promise.resolve(end as UploadEnd);
      },
    },
  });
  const tell = async (sha256s: string[] | undefined, person: Person | null = alice, status = synced) => {
    transfers.tell({ status, person, named: sha256s?.map((sha256) => ({ sha256, mediaType: 'audio/flac' })) });
    await transfers.settled();
  };
  return { world, transfers, tell };
}

let world: ReturnType<typeof device>['world'];
let transfers: Transfers;
let tell: ReturnType<typeof device>['tell'];
beforeEach(() => {
  ({ world, transfers, tell } = device());
});

describe('sending', () => {
  test('blobs that are stored here, referred to by rows and missing on the server are uploaded, smallest first, and no others', async () => {
    world.put('song', 1_000);
    world.put('frames', 10);
    world.put('unnamed');
    world.put('known');
    world.onServer.add('known');
    await tell(['song', 'frames', 'known', 'elsewhere']);
    expect(world.sent).toEqual(['frames', 'song']);
    expect(['song', 'known', 'elsewhere'].map((sha256) => world.board.state(sha256))).toEqual([
      { kept: true, kind: 'stored' },
      { kept: true, kind: 'stored' },
      { kept: false, kind: 'stored' },
    ]);
    expect(world.facts.get('song')).toEqual({ sha256: 'song', stored: true, named: true });
  });

  test('nothing is uploaded without an account, offline, or signed out; uploads start when that changes', async () => {
    world.put('song');
    await tell(['song'], nobody, { kind: 'local', waiting: 0 });
    await tell(['song'], alice, { kind: 'offline', waiting: 0 });
    await tell(['song'], alice, { kind: 'signed-out', waiting: 0 });
    expect(world.sent).toEqual([]);
    expect(world.board.state('song')).toEqual({ kept: true, kind: 'local' });
    await tell(['song']);
    expect(world.sent).toEqual(['song']);
  });

  test('a server that lost a blob gets it again from the next leading tab', async () => {
    world.put('song');
    world.board.load([], ['song']);
    world.facts.set('song', { sha256: 'song', stored: true, named: true });
    await tell(['song']);
    expect(world.sent).toEqual(['song']);
  });

  test('a lost network is retried after a while, and at once when the person asks', async () => {
    world.put('song');
    world.ends = [{ kind: 'lost' }, { kind: 'lost' }];
    await tell(['song']);
    await tell(['song']);
    expect(world.sent).toHaveLength(1);
    world.pass(5_000);
    await transfers.settled();
    expect(world.sent).toHaveLength(2);
    transfers.retry();
    await transfers.settled();
    expect(world.sent).toHaveLength(3);
    expect(world.board.state('song').kind).toBe('stored');
  });

  test('a refused upload shows its reason and does not block the others; a retry uploads it again', async () => {
    world.put('big', 1);
    world.put('small', 2);
    world.ends = [{ kind: 'refused', error: { code: 'quota_exceeded' } }];
    await tell(['big', 'small']);
    expect(world.board.state('big')).toEqual({ kept: true, kind: 'failed', error: { code: 'quota_exceeded' } });
    expect(world.board.state('small').kind).toBe('stored');
    await tell(['big', 'small']);
    expect(world.sent).toEqual(['big', 'small']);
    transfers.retry();
    await transfers.settled();
    expect(world.board.state('big').kind).toBe('stored');
  });
});

describe('removing', () => {
  test('a blob that rows referred to is removed after the time for an undo, when none does any more', async () => {
    world.put('song');
    await tell(['song']);
    await tell([]);
    expect(world.board.kept.has('song')).toBe(true);
    world.pass(UNNAMED_GRACE_MS);
    await transfers.settled();
    expect(world.board.kept.has('song')).toBe(false);
  });

  test('an undo within that time keeps the blob, and the time starts again at the next removal', async () => {
    world.put('song');
    await tell(['song']);
    await tell([]);
    world.pass(UNNAMED_GRACE_MS / 2);
    await tell(['song']);
    await tell([]);
    world.pass(UNNAMED_GRACE_MS / 2);
    await transfers.settled();
    expect(world.board.kept.has('song')).toBe(true);
  });

  test('while rows are fetched or rebuilt nothing is removed, however long that takes', async () => {
    world.put('song');
    await tell(['song']);
    for (const status of [
      { kind: 'starting', progress: null },
      { kind: 'syncing', waiting: 0, progress: 0.5 },
      { kind: 'offline', waiting: 3 },
    ] as const) {
      await tell([], alice, status);
      world.pass(10 * UNNAMED_GRACE_MS);
      await transfers.settled();
    }
    await tell(undefined);
    await tell(['song']);
    expect(world.board.kept.has('song')).toBe(true);
  });

  test('a file that no row ever referred to is kept for a week, because its row may still come', async () => {
    world.put('new');
    await tell([]);
    world.pass(UNNAMED_GRACE_MS * 10);
    await tell([]);
    expect(world.board.kept.has('new')).toBe(true);
    world.pass(NEVER_NAMED_MS);
    await tell([]);
    expect(world.board.kept.has('new')).toBe(false);
  });
});

describe('the owner of the blobs', () => {
  test.each([
    [undefined, nobody, 'adopt'],
    [{ kind: 'local', userId: 'local-1' }, nobody, 'keep'],
    [{ kind: 'local', userId: 'local-1' }, alice, 'adopt'],
    [{ kind: 'local', userId: 'local-2' }, nobody, 'wipe'],
    [{ kind: 'signed-in', userId: 'alice' }, alice, 'keep'],
    [{ kind: 'signed-in', userId: 'alice' }, bob, 'wipe'],
    [{ kind: 'signed-in', userId: 'alice' }, nobody, 'wipe'],
  ] as const)('blobs of %o on a device of %o: %s', (owner, person, plan) => {
    expect(planOwnership(owner, person)).toBe(plan);
  });

  test('signing in keeps the files; signing out removes all, and none is uploaded for the next person', async () => {
    world.put('song');
    await tell(['song'], nobody, { kind: 'local', waiting: 1 });
    await tell(['song'], alice);
    expect(world.sent).toEqual(['song']);
    await tell([], nobody, { kind: 'local', waiting: 0 });
    expect([world.wiped, world.board.kept.size]).toEqual([1, 0]);
    await tell(['song'], bob);
    expect(world.sent).toEqual(['song']);
  });
});
