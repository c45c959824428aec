// The sync state as a word and as a sentence. Pure, so that a test can check every state.
import { errorToText } from '#schema/protocol/errors.ts';
import type { SyncStatus } from '#src/replica/api.ts';
import { strings } from '../strings.ts';

export interface SyncWords {
  word: string;
  sentence: string;
  tone: 'calm' | 'busy' | 'attention';
}

const words = strings.sync;
const percent = (share: number) => Math.round(share * 100);

export function syncWords(status: SyncStatus): SyncWords {
  switch (status.kind) {
    case 'starting': {
      const word = status.progress === null ? words.opening : words.settingUp(percent(status.progress));
      return { word, sentence: words.explain.opening, tone: 'busy' };
    }
    case 'local':
      return { word: words.local, sentence: words.explain.local, tone: 'calm' };
    case 'synced':
      return { word: words.synced, sentence: words.explain.synced, tone: 'calm' };
    case 'syncing': {
      const quiet = status.progress === null ? words.syncing : words.progress(percent(status.progress));
      return { word: status.waiting > 0 ? words.waiting(status.waiting) : quiet, sentence: words.explain.syncing, tone: 'busy' };
    }
    case 'offline': {
      const word = status.waiting > 0 ? words.offlineWaiting(status.waiting) : words.offline;
      return { word, sentence: words.explain.offline, tone: 'calm' };
    }
    case 'signed-out':
      return { word: words.signedOut, sentence: words.explain.signedOut, tone: 'attention' };
    case 'error':
      return { word: words.error, sentence: errorToText(status.error), tone: 'attention' };
  }
}
