// The shapes in which browsers send what an authenticator signed.
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

const bytes = z.string().max(16_000);
const credential = { id: z.string().max(1_500), rawId: z.string().max(1_500), type: z.literal('public-key') };
const extensions = z.record(z.string(), z.unknown()).default({});
const attachment = z.enum(['platform', 'cross-platform']).optional().catch(undefined);
/** Only handed back to the browser later, which may know more of them than the library's types. */
const transports = z.array(z.string().max(20)).max(10).optional();

/** The use of a passkey. */
export const passkeyUse = z
  .object({
    ...credential,
    response: z.object({
      clientDataJSON: bytes,
      authenticatorData: bytes,
      signature: bytes,
      userHandle: z.string().max(200).optional(),
    }),
    authenticatorAttachment: attachment,
    clientExtensionResults: extensions,
  })
  .transform((response) => response as AuthenticationResponseJSON);

/** A new passkey. */
export const newPasskey = z
  .object({
    ...credential,
    response: z.object({ clientDataJSON: bytes, attestationObject: z.string().max(48_000), transports }),
    authenticatorAttachment: attachment,
    clientExtensionResults: extensions,
  })
  .transform((response) => response as RegistrationResponseJSON);
