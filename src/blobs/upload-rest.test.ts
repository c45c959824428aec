// What a sign-out waits for, with a board as it is in a tab.
import { beforeEach, expect, test } from 'vitest';
import type { BlobFacts } from './blob-index.ts';
import { BlobBoard } from './board.ts';
import { filesOnlyHere, uploadRest, type RestPorts } from './upload-rest.ts';

let board: BlobBoard;
let facts: BlobFacts[];
let retries: number;
let ports: RestPorts;
const never = new AbortController().signal;

beforeEach(() => {
  board = new BlobBoard(null);
  board.load(
    ['song', 'picture', 'known', 'unnamed'].map((sha256) => ({ sha256, size: 10 })),
    ['known'],
  );
  retries = 0;
  facts = [
    { sha256: 'song', stored: false, named: true },
    { sha256: 'picture', stored: false, named: true },
    { sha256: 'known', stored: true, named: true },
    { sha256: 'unnamed', stored: false, named: false },
    { sha256: 'on another device', stored: false, named: true },
  ];
  ports = {
    readFacts: () => Promise.resolve(facts),
    state: (sha256) => board.state(sha256),
    subscribe: (onChange) => board.subscribe(onChange),
    retry: () => {
      retries += 1;
    },
  };
});

/** As the transfers do it: the fact first, then the news. */
function store(sha256: string): void {
  facts = facts.map((fact) => (fact.sha256 === sha256 ? { ...fact, stored: true } : fact));
  board.say({ kind: 'stored', sha256s: [sha256], stored: true });
}

test('files that are here, named and not stored count, and no others', async () => {
  expect(await filesOnlyHere(ports)).toEqual(['song', 'picture']);
});

test('it waits until every file is stored', async () => {
  const left = uploadRest(ports, () => true, never);
  expect(retries).toBe(1);
  store('picture');
  store('song');
  expect(await left).toBe(0);
});

test('refused files do not hold it up once nothing else is sent', async () => {
  const left = uploadRest(ports, () => true, never);
  board.say({ kind: 'upload', sha256: 'song', state: { kind: 'failed', error: { code: 'quota_exceeded' } } });
  store('picture');
  expect(await left).toBe(1);
});

test('it ends when nothing can be sent, and when the person changes their mind', async () => {
  expect(await uploadRest(ports, () => false, never)).toBe(2);
  const mind = new AbortController();
  const left = uploadRest(ports, () => true, mind.signal);
  mind.abort();
  expect(await left).toBe(2);
});
