// Messages of POST /v1/commands. Command ids count 1, 2, 3 … per client without gaps.
import { z } from 'zod';

/** Must be raised with any change of a message. */
export const WIRE_VERSION = 1;

export const MAX_COMMANDS_PER_REQUEST = 100;
export { PERSON_HEADER } from './person-header.ts';

/** Largest body of a request, in bytes. The arguments of a single command stay below MAX_COMMAND_BYTES. */
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

export const pushRequest = z
  .object({
    /** Made by a device. Other uuid versions are reserved for the server's own clients, whose ids anybody could compute. */
    clientId: z.uuidv7(),
    commands: z.array(wireCommand).max(MAX_COMMANDS_PER_REQUEST),
    /** The device's clock when the request was sent; the server corrects `at` by the difference from its own clock. */
    sentAt: z.iso.datetime(),
    /** No further command of this client is taken: the device gives those that wait another client id. Without commands. */
    closes: z.literal(true).optional(),
  })
  .refine(({ commands, closes }) => (commands.length === 0) === (closes === true), 'Commands, or `closes`.');
export type PushRequest = z.infer<typeof pushRequest>;

const wireOutcome = z.union([
  z.object({ id: z.int().positive(), status: z.enum(['applied', 'duplicate']) }),
  z.object({
    id: z.int().positive(),
    status: z.literal('rejected'),
    error: z.object({ code: z.string(), detail: z.string().optional() }),
  }),
]);
export type WireOutcome = z.infer<typeof wireOutcome>;

export const pushResponse = z.object({
  /** The highest command id of this client that the server has taken. The client never sends this or a lower id again. */
  lastCommandId: z.int().nonnegative(),
  outcomes: z.array(wireOutcome),
});
export type PushResponse = z.infer<typeof pushResponse>;

/** The body of every non-2xx answer outside /v1/shape. */
export interface WireError {
  error: { code: string; message: string; detail?: string };
}
