// Distinguishes answers of our server from anything else: a captive portal's page, a proxy's error, half a body. Invariant:
// only an answer in the form given here may change a device's state; every other one is a network failure and is tried again.
// zod/mini, because pages read answers too and all of zod would take a tenth of their size budget.
import * as z from 'zod/mini';
import { isErrorCode, type CadenceError } from './errors.ts';

const count = z.number().check(z.nonnegative());

const errorAnswer = z.object({
  error: z.object({ code: z.string(), message: z.string(), detail: z.optional(z.string()) }),
  /** With `out_of_order`, POST /v1/commands sends the last command it took. */
  lastCommandId: z.nullish(count),
});

export interface RefusalAnswer {
  error: CadenceError;
  lastCommandId: number | null;
}

/**
 * The error in the body of an answer; null when the body is not our server's. An unknown code, of a newer server, becomes
 * `bad_request`.
 */
export function readRefusal(body: unknown): RefusalAnswer | null {
  const parsed = errorAnswer.safeParse(body);
  if (!parsed.success) return null;
  const { error, lastCommandId } = parsed.data;
  const code = isErrorCode(error.code) ? error.code : 'bad_request';
  return {
    error: error.detail === undefined ? { code } : { code, detail: error.detail },
    lastCommandId: lastCommandId ?? null,
  };
}

/** The same for a body that is still text. */
export function readRefusalText(text: string): RefusalAnswer | null {
  try {
    return readRefusal(JSON.parse(text));
  } catch {
    return null;
  }
}

const sessionUser = z.object({ id: z.uuid(), email: z.string(), name: z.nullable(z.string()) });
export type SessionUser = z.infer<typeof sessionUser>;

/** GET /v1/auth/session, and the answer to a sign-in. `device`: this device in the list of devices. */
export const sessionAnswer = z.object({ user: sessionUser, device: z.optional(z.uuid()) });

/**
 * POST /v1/auth/email. Equal whether or not the address has an account; `mailbox` is the address of the development mailbox, if
 * any.
 */
export const mailAnswer = z.object({ sent: z.literal(true), mailbox: z.optional(z.string()) });

/** POST /v1/auth/email/link: the account of the link. `needsCode`: another browser requested the link. */
export const linkAnswer = z.object({ email: z.string(), needsCode: z.boolean() });
export type LinkAnswer = z.infer<typeof linkAnswer>;

/** GET /v1/auth/ways: how one can sign in on this server besides by mail. */
export const waysAnswer = z.object({
  passkeys: z.boolean(),
  providers: z.array(z.object({ id: z.string(), name: z.string(), issuer: z.string() })),
  /** What people have to accept here; absent on an older server. */
  terms: z.nullish(z.object({ version: z.string(), url: z.nullable(z.string()), minAge: z.number() })),
});
export type WaysAnswer = z.infer<typeof waysAnswer>;

/** POST /v1/auth/terms. */
export const termsAnswer = z.object({ accepted: z.literal(true) });

/** Options of a passkey, for the browser: only their kind is checked here. */
export const passkeyOptionsAnswer = z.looseObject({ challenge: z.string() });
/** POST and PATCH /v1/auth/passkeys. */
export const passkeyAnswer = z.object({ id: z.uuid(), name: z.string() });
/** DELETE of a passkey or a linked account. */
export const removedAnswer = z.object({ removed: z.literal(true) });
/** POST /v1/auth/confirm/code and /v1/auth/confirm/passkey. */
export const confirmedAnswer = z.object({ confirmed: z.literal(true) });
/** POST /v1/auth/address/change: the account’s address from now on. */
export const addressAnswer = z.object({ email: z.string() });

/** POST /v1/auth/providers/<id>/start: where the browser goes. */
export const providerStartAnswer = z.object({ url: z.url({ protocol: /^https?$/ }) });
/** POST /v1/auth/providers/ticket: whose account it is, by which provider. */
export const ticketAnswer = z.object({ email: z.string(), provider: z.string() });
export type TicketAnswer = z.infer<typeof ticketAnswer>;

/** GET /v1/auth/recovery-codes. */
export const recoveryCodesLeft = z.object({ left: count, madeAt: z.nullable(z.string()) });
export type RecoveryCodesLeft = z.infer<typeof recoveryCodesLeft>;
/** POST /v1/auth/recovery-codes: the only time that the codes are shown. */
export const recoveryCodesAnswer = z.object({ codes: z.array(z.string()) });

/** GET /v1/push/key: the key that browsers subscribe with. */
export const pushKeyAnswer = z.object({ publicKey: z.string() });
/** POST and DELETE /v1/push/subscriptions. */
export const pushSubscriptionAnswer = z.object({ subscribed: z.boolean() });

export const signOutAnswer = z.object({ signedOut: z.literal(true) });

/** POST /v1/blobs/missing. */
export const missingAnswer = z.object({ missing: z.array(z.string()) });

/** GET /v1/blobs/usage: the person's storage on the server. */
export const blobUsage = z.object({ usedBytes: count, quotaBytes: count, maxBlobBytes: count });
export type BlobUsage = z.infer<typeof blobUsage>;

/** GET /v1/time: the server's clock in epoch milliseconds. */
export const timeAnswer = z.object({ nowMs: count });
export type TimeAnswer = z.infer<typeof timeAnswer>;

const knownText = z.nullable(z.string());
const foundBook = z.object({
  title: z.string(),
  subtitle: knownText,
  author: knownText,
  otherAuthors: knownText,
  publisher: knownText,
  pages: z.nullable(count),
  year: z.nullable(count),
});
export type FoundBook = z.infer<typeof foundBook>;

/** GET /v1/books/isbn/:isbn: null for a book that the catalogue does not know. */
export const foundBookAnswer = z.object({ book: z.nullable(foundBook) });
export type FoundBookAnswer = z.infer<typeof foundBookAnswer>;
