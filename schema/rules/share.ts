// What is shared to the app and where it leads: one rule for the service worker, which takes it, and for the server, which only
// answers while no service worker does yet.
export const SHARE_PATH = '/share';
export const SHARE_FIELDS = { files: 'files', words: ['title', 'text', 'url'] } as const;

/** The page a share opens. `missed`: there were files, and nobody was there to keep them. */
export function placeOfShare(
  valueOf: (name: (typeof SHARE_FIELDS.words)[number]) => unknown,
  files: 'none' | 'kept' | 'missed',
): string {
  if (files !== 'none') return `/studio?shared=${files === 'kept' ? '1' : 'missed'}`;
  const words = SHARE_FIELDS.words.flatMap((name) => {
    const value = valueOf(name);
    return typeof value === 'string' && value !== '' ? [`${name}=${encodeURIComponent(value)}`] : [];
  });
  return words.length === 0 ? '/capture' : `/capture?${words.join('&')}`;
}
