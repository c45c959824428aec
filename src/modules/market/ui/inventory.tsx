// What the person has: used, worn or given back from here. Below it, what was used.
import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { isWorn } from '#schema/market/rules/effects.ts';
import { now } from '#src/clock/clock.ts';
import { formatDay, formatMoment } from '#src/format/days.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { enjoy } from '../commands.ts';
import { canGiveBack } from '../model.ts';
import type { ThingRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { ExchangeDialog } from './exchange-dialog.tsx';

const MOST_USED = 20;

export function Inventory({ things }: { things: readonly ThingRow[] }) {
  const [exchanged, setExchanged] = useState<string | null>(null);
  const held = things.filter(({ status }) => status === 'active');
  const used = things.filter(({ status }) => status === 'redeemed').slice(0, MOST_USED);
  return (
    <>
      <Section title={strings.have}>
        {held.length === 0 ? (
          <Text c="dimmed">{strings.inventoryEmpty}</Text>
        ) : (
          <List label={strings.have}>
            {held.map((thing) => (
              <Held key={thing.id} thing={thing} onExchange={() => setExchanged(thing.id)} />
            ))}
          </List>
        )}
      </Section>
      {used.length > 0 && (
        <Section title={strings.used}>
          <List label={strings.used}>
            {used.map(({ id, name, used_on: on }) => (
              <ListRow key={id}>
                <Text>{name}</Text>
                <Text size="sm" c="dimmed">
                  {on === null ? '' : strings.usedOn(formatDay(on))}
                </Text>
              </ListRow>
            ))}
          </List>
        </Section>
      )}
      {exchanged !== null && <ExchangeDialog thingId={exchanged} onClose={() => setExchanged(null)} />}
    </>
  );
}

function Held({ thing, onExchange }: { thing: ThingRow; onExchange(): void }) {
  const run = useRun();
  const { id, name } = thing;
  return (
    <ListRow
      actions={
        <Group gap="xs">
          <MainAction thing={thing} onExchange={onExchange} />
          {canGiveBack(thing, now()) && (
            <Button
              variant="subtle"
              color="gray"
              aria-label={strings.giveBackLabel(name)}
              onClick={() => void run('market.refund', { id })}
            >
              {strings.giveBack}
            </Button>
          )}
        </Group>
      }
    >
      <Text fw={520}>{name}</Text>
      <Text size="sm" c="dimmed">
        {factOf(thing)}
      </Text>
    </ListRow>
  );
}

function factOf({ effect_kind: kind, equipped_at: wornSince, source, purchased_at: at }: ThingRow): string {
  if (wornSince !== null) return strings.worn;
  if (kind === 'streak_freeze') return strings.waits;
  return source === 'chest' ? strings.fromChest : strings.boughtOn(formatMoment(at));
}

function MainAction({ thing, onExchange }: { thing: ThingRow; onExchange(): void }) {
  const run = useRun();
  const today = useToday();
  const { id, name, effect_kind: kind, equipped_at: wornSince } = thing;
  if (kind === 'streak_freeze') return null;
  if (isWorn(kind)) {
    const isOn = wornSince !== null;
    return (
      <Button
        variant="default"
        aria-label={isOn ? strings.takeOffLabel(name) : strings.wearLabel(name)}
        onClick={() => void run('market.wear', { id, isWorn: !isOn })}
      >
        {isOn ? strings.takeOff : strings.wear}
      </Button>
    );
  }
  if (kind === 'focus_sound') {
    return (
      <Button component={Link} to="/focus" variant="default" aria-label={strings.listenLabel(name)}>
        {strings.listen}
      </Button>
    );
  }
  const apply = (): void => {
    if (kind === 'reroll') onExchange();
    else if (kind === 'xp_boost') void run('market.use', { id, day: today });
    else void enjoy(run, { id, name }, today);
  };
  return (
    <Button variant="default" aria-label={strings.applyLabel(name)} onClick={apply}>
      {strings.applyNow}
    </Button>
  );
}
