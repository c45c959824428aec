// Ids. Rows made on a device carry uuidv7; rows two devices may both make carry uuidv5 of what they are.
import { v5, v7 } from 'uuid';

declare const brand: unique symbol;
export type Id<Of extends string> = string & { readonly [brand]: Of };
export type UserId = Id<'user'>;
export type ClientId = Id<'client'>;

const NAMESPACE = '6f1c3b0e-52d7-5d0a-9f7b-9d1c6a3e4b57';

/** A new time-ordered id, for a row that only this device makes. */
export const newId = (): string => v7();

/** The id of shipped content: the same on every server and every replica. */
export const contentId = (kind: string, key: string): string => v5(JSON.stringify(['content', kind, key]), NAMESPACE);

/** An id that is a function of its parts. Within commands use `ctx.derivedId`, which puts the person first. */
export const idFromParts = (...parts: (string | number)[]): string => v5(JSON.stringify(parts), NAMESPACE);
