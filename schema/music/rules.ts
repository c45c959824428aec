// What a library may hold.
import { z } from 'zod';

export const MOST_TRACKS = 500;

const isPlayable = (text: string): boolean => {
  try {
    const { protocol, username } = new URL(text);
    return protocol === 'https:' && username === '';
  } catch {
    return false;
  }
};

/** A page on https plays nothing from elsewhere, and a password does not belong into a synced row. */
export const trackAddress = z
  .string()
  .trim()
  .max(2_000)
  .refine(isPlayable, 'Give an address that begins with https:// and has no password.');
