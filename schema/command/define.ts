// The definition of a command. The same `apply` runs in the browser (optimistic) and on the server (authoritative). So it must
// be deterministic: no clock, no randomness and no I/O but `db`; ids and time come from `args` and `ctx`.
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Database } from '../database.ts';
import { idFromParts, type ClientId, type UserId } from '../ids.ts';
import type { CadenceError, ErrorCode } from '../protocol/errors.ts';
import { storable } from '../storable.ts';

export type CommandDb = Kysely<Database>;

export interface CommandContext {
  readonly userId: UserId;
  readonly clientId: ClientId;
  readonly commandId: number;
  /** When the person acted: the device's clock, corrected by the server for the device's skew. */
  readonly now: Date;
  /** When the command is decided: by the server's clock, on a device by its corrected clock. Never before `now`. */
  readonly decidedAt: Date;
  /** A uuidv5 of this person and `parts`, for rows that two devices may both insert. */
  derivedId(...parts: (string | number)[]): string;
}

export type CommandOutcome = { ok: true } | { ok: false; error: CadenceError };

/** Arguments that an older version of the app sent or saved: an object with unchecked fields. */
export type OlderArgs = Readonly<Record<string, unknown>>;

export interface CommandDefinition<Name extends string = string, Args extends z.ZodType = z.ZodType> {
  readonly name: Name;
  /** Must be raised when the shape or the meaning of `args` changes. */
  readonly version: number;
  /**
   * One step per older version: converts arguments of version N to version N + 1. The server accepts old commands through these
   * steps, and the replica re-applies an old outbox through them. A step may throw on arguments that were never valid.
   */
  readonly upgrade: Readonly<Record<number, (args: OlderArgs) => unknown>>;
  /** Names that older apps used for this command. The version continues to count across a change of name. */
  readonly formerNames: readonly string[];
  readonly args: Args;
  apply(db: CommandDb, args: z.output<Args>, ctx: CommandContext): Promise<CommandOutcome>;
}

type Optional = 'version' | 'upgrade' | 'formerNames';

export const defineCommand = <const Name extends string, Args extends z.ZodType>(
  name: Name,
  definition: Omit<CommandDefinition<Name, Args>, 'name' | Optional> & Partial<Pick<CommandDefinition<Name, Args>, Optional>>,
): CommandDefinition<Name, Args> => ({ version: 1, upgrade: {}, formerNames: [], ...definition, name });

/** Validates a command's arguments, in the same way on the device and on the server. */
export const parseArgs = (definition: CommandDefinition, args: unknown) => definition.args.safeParse(storable(args));

export const ok = (): CommandOutcome => ({ ok: true });
export const reject = (code: ErrorCode, detail?: string): CommandOutcome => ({
  ok: false,
  error: detail === undefined ? { code } : { code, detail },
});

/**
 * A context for one command. Through `onDerived` the replica records derived ids, which change when a local person signs in.
 */
export function commandContext(
  facts: { userId: UserId; clientId: ClientId; commandId: number; now: Date; decidedAt: Date },
  onDerived?: (id: string, parts: (string | number)[]) => void,
): CommandContext {
  return {
    ...facts,
    derivedId(...parts) {
      const id = idFromParts(facts.userId, ...parts);
      onDerived?.(id, parts);
      return id;
    },
  };
}
