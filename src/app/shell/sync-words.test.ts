import { expect, test } from 'vitest';
import type { SyncStatus } from '#src/replica/api.ts';
import { syncWords } from './sync-words.ts';

const cases: [SyncStatus, string][] = [
  [{ kind: 'starting', progress: null }, 'Opening'],
  [{ kind: 'starting', progress: 0.426 }, 'Setting up 43%'],
  [{ kind: 'local', waiting: 12 }, 'On this device'],
  [{ kind: 'synced' }, 'Synced'],
  [{ kind: 'syncing', waiting: 0, progress: null }, 'Syncing'],
  [{ kind: 'syncing', waiting: 0, progress: 0.5 }, 'Syncing 50%'],
  [{ kind: 'syncing', waiting: 3, progress: 0.5 }, '3 waiting'],
  [{ kind: 'offline', waiting: 0 }, 'Offline'],
  [{ kind: 'offline', waiting: 2 }, 'Offline, 2 waiting'],
  [{ kind: 'signed-out', waiting: 2 }, 'Signed out'],
  [{ kind: 'error', waiting: 0, error: { code: 'internal' } }, 'Sync problem'],
];

test.each(cases)('%j is shown as “%s”', (status, word) => {
  expect(syncWords(status).word).toBe(word);
});

test('an error is shown with what happened and what to do', () => {
  const { sentence, tone } = syncWords({ kind: 'error', waiting: 1, error: { code: 'storage_full' } });
  expect(sentence).toBe('This device is out of space. Free up some space and try again.');
  expect(tone).toBe('attention');
});
