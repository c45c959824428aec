// What a library may hold.

export const MOST_TRACKS = 500;

/** A page on https plays nothing from elsewhere, and a password does not belong into a synced row. */
export function isPlayableAddress(text: string): boolean {
  try {
    const { protocol, username } = new URL(text);
    return protocol === 'https:' && username === '';
  } catch {
    return false;
  }
}
