// Short messages at the edge of the screen: what just happened, and a way back where there is one.
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { errorToText, type CadenceError } from '#schema/protocol/errors.ts';
import { outcomeOf, type Receipt } from './save-outcome.ts';

interface Toast {
  message: string;
  title?: string;
  action?: { label: string; run(): void };
}

const READ_MS = 5_000;
/** A message that can be acted on stays long enough to be reached by keyboard. */
const ACT_MS = 10_000;

export function showToast({ message, title, action }: Toast): void {
  const id = notifications.show({
    title,
    message: action ? (
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 8rem">
          {message}
        </Text>
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
  });
}

export function showProblem(error: CadenceError): void {
  notifications.show({ color: 'red', message: errorToText(error), autoClose: ACT_MS });
}

const NOT_SAVED = 'This could not be saved. Reload the page and try again.';

/** Says so when a command could not be saved or was refused here; true when its rows are on the screen. */
export async function reportFailure(saving: Promise<Receipt>): Promise<boolean> {
  try {
    const outcome = await outcomeOf(saving);
    if (!outcome.ok) showProblem(outcome.error);
    return outcome.ok;
  } catch (error) {
    // A bug: the person hears that nothing was saved, the console hears the rest.
    notifications.show({ color: 'red', message: NOT_SAVED, autoClose: ACT_MS });
    throw error;
  }
}
