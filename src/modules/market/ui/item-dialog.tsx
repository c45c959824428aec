// One item: what it does, what it costs, and the ways to buy it or to wish for it.
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { formatDay } from '#src/format/days.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { buy } from '../commands.ts';
import type { Offer } from '../model.ts';
import { strings } from '../strings.ts';

export function ItemDialog({ offer, onClose }: { offer: Offer; onClose(): void }) {
  const run = useRun();
  const today = useToday();
  const { id: itemId, name, description, cost, isWished, missing, refusal, isOwned } = offer;
  const buyAndClose = async (): Promise<void> => {
    if (await buy(run, offer, today)) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={name} closeButtonProps={{ 'aria-label': strings.close }}>
      <Stack gap="md">
        <Text>{description}</Text>
        <Text c="dimmed" size="sm">
          {factsOf(offer).join(' · ')}
        </Text>
        {refusal !== null && <Text size="sm">{refusal}</Text>}
        <Group gap="sm">
          <Button disabled={missing > 0 || refusal !== null || isOwned} onClick={() => void buyAndClose()}>
            {strings.buy(cost)}
          </Button>
          {!isOwned && (
            <Button variant="default" onClick={() => void run('market.wish', { itemId, isWished: !isWished })}>
              {isWished ? strings.unwish : strings.wish}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function factsOf({ isOwn, isOwned, rarity, left, until, missing }: Offer): string[] {
  return [
    ...(isOwn ? [] : [strings.rarities[rarity] ?? '']),
    ...(isOwned ? [strings.owned] : []),
    ...(left === null ? [] : [strings.left(left)]),
    ...(until === null ? [] : [strings.until(formatDay(until.toISOString().slice(0, 10)))]),
    ...(missing > 0 ? [strings.missing(missing)] : []),
  ];
}
