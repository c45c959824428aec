// The wire of POST /v1/commands. Ids count 1, 2, 3 … per client without a gap.
import { z } from 'zod';

/** Raised with any change of a wire message; wire-hash.test.ts fails when the messages change without it. */
export const WIRE_VERSION = 1;

export const MAX_COMMANDS_PER_REQUEST = 100;
export { PERSON_HEADER } from './person-header.ts';

/** Bytes of one request body; a single command's arguments stay below MAX_COMMAND_BYTES. */
export const MAX_REQUEST_BYTES = 4 * 1024 * 1024;
export const MAX_COMMAND_BYTES = 512 * 1024;

export const wireCommand = z.object({
  id: z.int().positive(),
  name: z.string().max(80),
  version: z.int().positive(),
  args: z.unknown(),
  /** The device's clock when the person acted. */
  at: z.iso.datetime(),
});
export type WireCommand = z.infer<typeof wireCommand>;

export const pushRequest = z.object({
  /** Made by a device. Other versions are kept for the server's own clients, whose ids anybody could compute. */
  clientId: z.uuidv7(),
  commands: z.array(wireCommand).min(1).max(MAX_COMMANDS_PER_REQUEST),
  /** The device's clock when it sent this; the server corrects `at` by the difference to its own clock. */
  sentAt: z.iso.datetime(),
});
export type PushRequest = z.infer<typeof pushRequest>;

export type WireOutcome =
  | { id: number; status: 'applied' | 'duplicate' }
  | { id: number; status: 'rejected'; error: { code: string; detail?: string } };

export interface PushResponse {
  /** The highest id of this client the server has taken; a client never sends it or a lower one again. */
  lastCommandId: number;
  outcomes: WireOutcome[];
}

/** The body of every non-2xx answer outside /v1/shape. */
export interface WireError {
  error: { code: string; message: string; detail?: string };
}
