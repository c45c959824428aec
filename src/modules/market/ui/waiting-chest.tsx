// A chest that waits, with the button that opens it.
import { Button, Text } from '@mantine/core';
import type { Chest } from '#schema/market/rules/chests.ts';
import { formatDay } from '#src/format/days.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { ListRow } from '#src/ui/list.tsx';
import { strings } from '../strings.ts';

const ofText = ({ kind, of }: Chest): string => strings.chestOf[kind](kind === 'level' ? of : formatDay(of));

export function WaitingChest({ chest }: { chest: Chest }) {
  const run = useRun();
  const day = useToday();
  const name = strings.chestNames[chest.kind];
  return (
    <ListRow
      actions={
        <Button
          variant="default"
          aria-label={strings.openLabel(name, ofText(chest))}
          onClick={() => void run('market.openChest', { ...chest, day })}
        >
          {strings.open}
        </Button>
      }
    >
      <Text fw={520}>{name}</Text>
      <Text size="sm" c="dimmed">
        {ofText(chest)}
      </Text>
    </ListRow>
  );
}
