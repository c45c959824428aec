// How saving a command ended, as a value: what a form closes on, or says.
import { isErrorCode, type CadenceError } from '#schema/protocol/errors.ts';

/** A saved command, as far as this needs to know it. */
export interface Receipt {
  applied: Promise<{ kind: 'applied' } | { kind: 'rejected'; error: CadenceError }>;
}

/** `faults`: what is wrong with each argument, by its name. */
export type SaveOutcome = { ok: true } | { ok: false; error: CadenceError; faults: Readonly<Record<string, string>> };

/** Resolves once the rows have the command, or with why it was not saved or was refused here. Throws what is a bug. */
export const outcomeOf = (saving: Promise<Receipt>): Promise<SaveOutcome> => outcomeOfAll(saving.then((receipt) => [receipt]));

/** Of several commands, the first refusal. */
export async function outcomeOfAll(saving: Promise<readonly Receipt[]>): Promise<SaveOutcome> {
  try {
    const applied = await Promise.all((await saving).map((receipt) => receipt.applied));
    const refused = applied.find((one) => one.kind === 'rejected');
    return refused ? { ok: false, error: refused.error, faults: {} } : { ok: true };
  } catch (thrown) {
    const error = errorToProblem(thrown);
    if (error === null) throw thrown;
    return { ok: false, error, faults: faultsOf(thrown) };
  }
}

/** An expected error is thrown with its value in `error`; anything else is a bug. */
export function errorToProblem(thrown: unknown): CadenceError | null {
  const value = isRecord(thrown) ? thrown['error'] : undefined;
  if (!isRecord(value)) return null;
  const { code, detail } = value;
  if (typeof code !== 'string' || !isErrorCode(code)) return null;
  return typeof detail === 'string' ? { code, detail } : { code };
}

function faultsOf(thrown: unknown): Record<string, string> {
  const faults = isRecord(thrown) ? thrown['faults'] : undefined;
  if (!isRecord(faults)) return {};
  return Object.fromEntries(Object.entries(faults).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
