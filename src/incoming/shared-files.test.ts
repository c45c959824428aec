import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AUDIO_ACCEPT, audioType } from '#schema/tracks/audio-types.ts';
import { webManifest } from '../app/pwa/manifest.ts';
import { placeOfShare, SHARE_PATH } from '#schema/inbox/share.ts';
import { keepSharedFiles, takeSharedFiles } from './shared-files.ts';

/** The part of CacheStorage that this file needs. */
class MemoryCaches {
  readonly entries = new Map<string, Response>();
  open() {
    return Promise.resolve({
      put: async (key: string, response: Response) => void this.entries.set(key, response),
      keys: async () => [...this.entries.keys()],
      match: async (key: string) => this.entries.get(key),
      delete: async (key: string) => this.entries.delete(key),
    });
  }
}

beforeEach(() => vi.stubGlobal('caches', new MemoryCaches()));
afterEach(() => vi.unstubAllGlobals());

it('returns shared files once, with their names and types', async () => {
  const files = [new File(['abc'], 'Águas – 1.mp3', { type: 'audio/mpeg' }), new File([], 'empty.mp3')];
  expect(await keepSharedFiles([...files, 'no file'], 1)).toBe(1);
  const taken = await takeSharedFiles();
  expect(taken.map(({ name, type, size }) => [name, type, size])).toEqual([['Águas – 1.mp3', 'audio/mpeg', 3]]);
  expect(await takeSharedFiles()).toEqual([]);
});

it('sends audio to the Studio, and text and other files to the capture page', () => {
  const place = (words: Record<string, unknown>, files: 'none' | 'audio' | 'kept') => placeOfShare((name) => words[name], files);
  expect(place({ title: 'x' }, 'audio')).toBe('/studio?shared=1');
  expect(place({ title: 'x' }, 'kept')).toBe('/capture?title=x&shared=1');
  expect(place({ title: 'A & B', url: 'https://example.org/?q=1', text: '' }, 'none')).toBe(
    '/capture?title=A%20%26%20B&url=https%3A%2F%2Fexample.org%2F%3Fq%3D1',
  );
  expect(place({}, 'none')).toBe('/capture');
});

it('declares the audio types that the app reads', () => {
  if (webManifest === false || webManifest === undefined) throw new Error('there is no manifest');
  expect(webManifest.share_target).toMatchObject({ action: SHARE_PATH, method: 'POST', enctype: 'multipart/form-data' });
  expect(webManifest.file_handlers).toMatchObject([{ action: '/studio', accept: { 'audio/mpeg': ['.mp3'] } }]);
  expect(AUDIO_ACCEPT).toContain('.flac');
  expect([audioType('a.MP3', ''), audioType('x', 'audio/x-wav'), audioType('cover.jpg', 'image/jpeg')]).toEqual([
    'audio/mpeg',
    'audio/x-wav',
    null,
  ]);
});
