// Ids. A row that only one device can insert has a uuidv7; a row that two devices may both insert has a uuidv5 of its natural
// key.
import { v5, v7 } from 'uuid';

declare const brand: unique symbol;
export type Id<Of extends string> = string & { readonly [brand]: Of };
export type UserId = Id<'user'>;
export type ClientId = Id<'client'>;

const NAMESPACE = '6f1c3b0e-52d7-5d0a-9f7b-9d1c6a3e4b57';

/** A new time-ordered id, for a row that only this device inserts. */
export const newId = (): string => v7();

/** The id of shipped content, equal on every server and every replica. */
export const contentId = (kind: string, key: string): string => v5(JSON.stringify(['content', kind, key]), NAMESPACE);

/** A deterministic id. Within commands use `ctx.derivedId`, which includes the person. */
export const idFromParts = (...parts: (string | number)[]): string => v5(JSON.stringify(parts), NAMESPACE);
