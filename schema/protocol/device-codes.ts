// Messages of signing in a new device by a code that a signed-in device shows.
import * as z from 'zod/mini';

const words = z.array(z.string());

/** POST /v1/auth/device-codes, on the signed-in device. */
export const deviceCodeAnswer = z.object({ id: z.uuid(), code: z.string(), seconds: z.number() });

/** GET /v1/auth/device-codes/:id, on the signed-in device. `gone`: used, refused, expired or tried too often. */
export const shownCodeAnswer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('shown') }),
  z.object({ state: z.literal('claimed'), words, device: z.nullable(z.string()), address: z.nullable(z.string()) }),
  z.object({ state: z.literal('confirmed') }),
  z.object({ state: z.literal('gone') }),
]);
export type ShownCode = z.infer<typeof shownCodeAnswer>;

/** POST /v1/auth/device-codes/claim, on the new device. */
export const claimAnswer = z.object({ claim: z.string(), words });
export type Claim = z.infer<typeof claimAnswer>;

/** POST /v1/auth/device-codes/claim/state, on the new device. The account is named only after the other device confirmed. */
export const claimStateAnswer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('claimed') }),
  z.object({ state: z.literal('confirmed'), email: z.string() }),
  z.object({ state: z.literal('gone') }),
]);
export type ClaimState = z.infer<typeof claimStateAnswer>;

/** Digits and capitals without I, L, O and U, which are read as others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 8;
export const CODE_ALPHABET = ALPHABET;

/** A typed code as the server knows it: without blanks and dashes, and with what people mistake put right. */
export const normalDeviceCode = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1').replaceAll('U', 'V');

export const isDeviceCode = (code: string): boolean =>
  code.length === CODE_LENGTH && [...code].every((letter) => ALPHABET.includes(letter));
