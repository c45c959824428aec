// What a command is. The same `apply` runs in the browser (optimistic) and on the server (authoritative),
// so it has no clock, no randomness and no I/O but `db`: ids and time come from `args` and `ctx`.
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
  /** A uuidv5 of this person and `parts`: for rows that two devices may both make. */
  derivedId(...parts: (string | number)[]): string;
}

export type CommandOutcome = { ok: true } | { ok: false; error: CadenceError };

export interface CommandDefinition<Name extends string = string, Args extends z.ZodType = z.ZodType> {
  readonly name: Name;
  /** Raised when the shape or meaning of `args` changes; the server keeps reading the older ones it lists. */
  readonly version: number;
  readonly args: Args;
  apply(db: CommandDb, args: z.output<Args>, ctx: CommandContext): Promise<CommandOutcome>;
}

export const defineCommand = <const Name extends string, Args extends z.ZodType>(
  name: Name,
  definition: Omit<CommandDefinition<Name, Args>, 'name' | 'version'> & { version?: number },
): CommandDefinition<Name, Args> => ({ version: 1, ...definition, name });

/** A command's arguments, checked, the same on the device and on the server. */
export const parseArgs = (definition: CommandDefinition, args: unknown) => definition.args.safeParse(storable(args));

export const ok = (): CommandOutcome => ({ ok: true });
export const reject = (code: ErrorCode, detail?: string): CommandOutcome => ({
  ok: false,
  error: detail === undefined ? { code } : { code, detail },
});

/** A context for one command. `onDerived` lets the replica note derived ids, which change when a local person signs in. */
export function commandContext(
  facts: { userId: UserId; clientId: ClientId; commandId: number; now: Date },
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
