// The state of a form that saves one command. Invariants: of an existing thing only the arguments that differ from those at the
// opening are sent, so that another device's change of another field survives; the form is done when the rows have the command,
// and keeps what was typed when it is refused, with the reason at its field where the command names one.
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { dropDraft, keepDraft, readDraft } from './drafts.ts';
import type { SaveOutcome } from './save-outcome.ts';

/** A new thing is sent whole, of an existing one what was changed. */
export type CommandFormSaving<Args> =
  | { create(args: Args): Promise<SaveOutcome> }
  | { change(changes: Partial<Args>): Promise<SaveOutcome> };

interface CommandFormOptions<Values extends Record<string, unknown>, Args extends object> {
  initialValues: Values;
  /** All arguments of the command that the fields stand for. */
  toArgs(values: Values): Args;
  save: CommandFormSaving<Args>;
  /** Called after a save, and when there was nothing to save. */
  onDone(): void;
  /** What the page knows to be wrong before it asks, by field: text that is no time. */
  validate?(values: Values): { [Field in keyof Values]?: ReactNode };
  /** Keeps what was typed under this name until it is saved: a form that was closed opens with it again. */
  draftKey?: string;
  /** The field of an argument that is called otherwise. */
  fieldOf?: { [Arg in keyof Args]?: keyof Values & string };
}

export interface CommandForm<Values extends Record<string, unknown>> {
  fields: UseFormReturnType<Values>;
  submit(event?: FormEvent<HTMLFormElement>): void;
  isSaving: boolean;
  /** A refusal that belongs to no field. */
  problem: CadenceError | null;
}

export function useCommandForm<Values extends Record<string, unknown>, Args extends object>({
  initialValues,
  toArgs,
  save,
  onDone,
  validate,
  draftKey,
  fieldOf = {},
}: CommandFormOptions<Values, Args>): CommandForm<Values> {
  const [opened] = useState(() => {
    const kept = draftKey === undefined ? null : readDraft(draftKey);
    return { before: initialValues, values: isDraftOf(initialValues, kept) ? kept : initialValues };
  });
  const fields = useForm<Values>({
    initialValues: opened.values,
    onValuesChange: (values) => draftKey !== undefined && keepDraft(draftKey, values),
    ...(validate && { validate: (values: Values) => ({ ...validate(values) }) }),
  });
  const [problem, setProblem] = useState<CadenceError | null>(null);
  const send = async (values: Values): Promise<void> => {
    if (fields.submitting) return;
    setProblem(null);
    const outcome = await sent(save, toArgs(opened.before), toArgs(values));
    if (outcome.ok) {
      if (draftKey !== undefined) dropDraft(draftKey);
      return onDone();
    }
    const { atFields, isAllAtFields } = placeFaults(outcome.faults, fieldOf, values);
    fields.setErrors(atFields);
    if (!isAllAtFields) setProblem(outcome.error);
  };
  return {
    fields: fields as UseFormReturnType<Values>,
    submit: (event) => fields.onSubmit(send)(event),
    isSaving: fields.submitting,
    problem,
  };
}

/** Whether a stored draft has the fields of the form, each of its kind: an older app may have had others. */
function isDraftOf<Values extends Record<string, unknown>>(values: Values, draft: unknown): draft is Values {
  if (typeof draft !== 'object' || draft === null) return false;
  const kept = draft as Record<string, unknown>;
  return Object.entries(values).every(
    ([name, value]) => typeof kept[name] === typeof value && Array.isArray(kept[name]) === Array.isArray(value),
  );
}

async function sent<Args extends object>(save: CommandFormSaving<Args>, before: Args, now: Args): Promise<SaveOutcome> {
  if ('create' in save) return save.create(now);
  const changes = changedArgs(before, now);
  return Object.keys(changes).length === 0 ? { ok: true } : save.change(changes);
}

/** The arguments of `now` that differ from those of `before`. */
function changedArgs<Args extends object>(before: Args, now: Args): Partial<Args> {
  const given = Object.entries(now) as [keyof Args, unknown][];
  return Object.fromEntries(
    given.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  ) as Partial<Args>;
}

function placeFaults(
  faults: Readonly<Record<string, string>>,
  fieldOf: Readonly<Record<string, string | undefined>>,
  values: Readonly<Record<string, unknown>>,
): { atFields: Record<string, string>; isAllAtFields: boolean } {
  const placed = Object.entries(faults).map(([arg, fault]) => [fieldOf[arg] ?? arg, fault] as const);
  const atFields = Object.fromEntries(placed.filter(([field]) => Object.hasOwn(values, field)));
  return { atFields, isAllAtFields: placed.length > 0 && placed.every(([field]) => Object.hasOwn(values, field)) };
}
