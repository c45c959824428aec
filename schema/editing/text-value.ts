// A text that somebody must write. zod/mini, because a page imports it.
import * as z from 'zod/mini';

export const EMPTY = 'This cannot be empty.';
const atMost = (max: number): string => `At most ${max.toLocaleString('en')} characters.`;

export const textOf = (max: number) => z.string(EMPTY).check(z.trim(), z.minLength(1, EMPTY), z.maxLength(max, atMost(max)));
