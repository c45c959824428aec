// The page that opens for content shared to the app. Used by the service worker, and by the server, which receives a share only
// when no service worker is active yet.
export const SHARE_PATH = '/share';
export const SHARE_FIELDS = { files: 'files', words: ['title', 'text', 'url'] } as const;

/**
 * The path of that page. `audio`: sound alone was shared, which the Studio takes; `kept`: other files. `missed`: files were shared,
 * but no service worker was active to store them.
 */
export function placeOfShare(
  valueOf: (name: (typeof SHARE_FIELDS.words)[number]) => unknown,
  files: 'none' | 'audio' | 'kept' | 'missed',
): string {
  if (files === 'audio' || files === 'missed') return `/studio?shared=${files === 'audio' ? '1' : 'missed'}`;
  const words = SHARE_FIELDS.words.flatMap((name) => {
    const value = valueOf(name);
    return typeof value === 'string' && value !== '' ? [`${name}=${encodeURIComponent(value)}`] : [];
  });
  const all = files === 'kept' ? [...words, 'shared=1'] : words;
  return all.length === 0 ? '/capture' : `/capture?${all.join('&')}`;
}
