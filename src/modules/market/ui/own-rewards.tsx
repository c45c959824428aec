// The person's own rewards: add, edit, delete with a way back, and buy.
import { ActionIcon, Button, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { buy, deleteReward } from '../commands.ts';
import type { Offer } from '../model.ts';
import { strings } from '../strings.ts';
import type { MarketView } from '../use-market.ts';
import { OwnRewardDialog } from './own-reward-dialog.tsx';

type Dialog = { kind: 'closed' } | { kind: 'new' } | { kind: 'edit'; offer: Offer };

export function OwnRewards({ market }: { market: MarketView }) {
  const [dialog, setDialog] = useState<Dialog>({ kind: 'closed' });
  const own = market.offers.filter(({ isOwn, refusal }) => isOwn && refusal === null);
  const add = (
    <Button variant="default" leftSection={<IconPlus size={18} />} onClick={() => setDialog({ kind: 'new' })}>
      {strings.addOwn}
    </Button>
  );
  return (
    <Section title={strings.views.own} description={strings.ownHint} actions={add}>
      {own.length === 0 ? (
        <Text c="dimmed">{strings.ownEmpty}</Text>
      ) : (
        <List label={strings.views.own}>
          {own.map((offer) => (
            <OwnRow key={offer.id} offer={offer} onEdit={() => setDialog({ kind: 'edit', offer })} />
          ))}
        </List>
      )}
      {dialog.kind !== 'closed' && (
        <OwnRewardDialog offer={dialog.kind === 'edit' ? dialog.offer : null} onClose={() => setDialog({ kind: 'closed' })} />
      )}
    </Section>
  );
}

function OwnRow({ offer, onEdit }: { offer: Offer; onEdit(): void }) {
  const run = useRun();
  const today = useToday();
  const { name, cost, missing, description } = offer;
  return (
    <ListRow
      actions={
        <>
          <Button
            variant="default"
            disabled={missing > 0}
            aria-label={strings.buyLabel(name, cost)}
            onClick={() => void buy(run, offer, today)}
          >
            {strings.coins(cost)}
          </Button>
          <ActionIcon aria-label={strings.edit(name)} onClick={onEdit}>
            <IconPencil size={18} />
          </ActionIcon>
          <ActionIcon aria-label={strings.remove(name)} onClick={() => void deleteReward(run, offer)}>
            <IconTrash size={18} />
          </ActionIcon>
        </>
      }
    >
      <Text fw={520}>{name}</Text>
      <Text size="sm" c="dimmed">
        {missing > 0 ? strings.missing(missing) : description}
      </Text>
    </ListRow>
  );
}
