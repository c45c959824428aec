// One found item of a preview: its name, what is known of it, and whether it is taken.
import { Checkbox, Text } from '@mantine/core';
import type { RowChoice } from './import-preview.tsx';
import { PreviewRow } from './row-list.tsx';

interface ChoiceRowProps extends RowChoice {
  name: string;
  facts: string;
  /** Names the checkbox. */
  takeLabel: string;
}

export const ChoiceRow = ({ name, facts, takeLabel, isFresh, isTaken, onToggle }: ChoiceRowProps) => (
  <PreviewRow
    words={
      <>
        <Text component="span" fw={520}>
          {name}
        </Text>
        <Text component="span" size="sm" c="dimmed">
          {facts}
        </Text>
      </>
    }
    after={isFresh && <Checkbox size="md" aria-label={takeLabel} checked={isTaken} onChange={onToggle} />}
  />
);
