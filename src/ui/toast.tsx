// Short messages at the edge of the screen: what just happened, and a way back where there is one.
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { errorToText, isErrorCode, type CadenceError } from '#schema/protocol/errors.ts';

interface Toast {
  message: string;
  title?: string;
  action?: { label: string; run(): void };
}

/** The cross has no text of its own. */
const closeButtonProps = { 'aria-label': 'Close' };

const READ_MS = 5_000;
/** A message that can be acted on stays long enough to be reached by keyboard. */
const ACT_MS = 10_000;

export function showToast({ message, title, action }: Toast): void {
  const id = notifications.show({
    title,
    message: action ? (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          variant="light"
          onClick={() => {
            notifications.hide(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      </Group>
    ) : (
      message
    ),
    autoClose: action ? ACT_MS : READ_MS,
    closeButtonProps,
  });
}

export function showProblem(error: CadenceError): void {
  notifications.show({ color: 'red', message: errorToText(error), autoClose: ACT_MS, closeButtonProps });
}

/** A saved command, as far as this needs to know it. */
interface Receipt {
  applied: Promise<{ kind: 'applied' } | { kind: 'rejected'; error: CadenceError }>;
}

/** Says so when a command could not be saved or was refused here; true when its rows are on the screen. */
export async function reportFailure(saving: Promise<Receipt>): Promise<boolean> {
  try {
    const outcome = await (await saving).applied;
    if (outcome.kind === 'rejected') showProblem(outcome.error);
    return outcome.kind === 'applied';
  } catch (error) {
    const problem = errorToProblem(error);
    if (problem === null) throw error;
    showProblem(problem);
    return false;
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

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
