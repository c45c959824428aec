// Chooses the daily quest that an exchange replaces: one of today's three that was not accepted yet.
import { Button, Modal, Stack } from '@mantine/core';
import { useQuests } from '#src/modules/quests/public.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { WhenRead } from '#src/ui/when-read.tsx';
import { strings } from '../strings.ts';

export function ExchangeDialog({ thingId, onClose }: { thingId: string; onClose(): void }) {
  const read = useQuests();
  const run = useRun();
  const day = useToday();
  const exchange = async (questId: string): Promise<void> => {
    if (await run('market.use', { id: thingId, day, questId })) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={strings.exchange} closeButtonProps={{ 'aria-label': strings.close }}>
      <WhenRead read={read} loading={null}>
        {({ board }) => (
          <Stack gap="sm">
            {board.dailies
              .filter(({ state }) => state === 'open')
              .map(({ id, title }) => (
                <Button key={id} variant="default" aria-label={strings.exchangeLabel(title)} onClick={() => void exchange(id)}>
                  {title}
                </Button>
              ))}
          </Stack>
        )}
      </WhenRead>
    </Modal>
  );
}
