// The person's own quests: tick, add, edit, delete with a way back.
import { ActionIcon, Button, Checkbox, Skeleton, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { now } from '#src/clock/clock.ts';
import { formatDay } from '#src/format/days.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { deleteQuest } from '../commands.ts';
import { ownQuestOn, type OwnQuest } from '../model.ts';
import { ownQuests } from '../queries.ts';
import { strings } from '../strings.ts';
import { OwnQuestDialog } from './own-quest-dialog.tsx';

type Dialog = { kind: 'closed' } | { kind: 'new' } | { kind: 'edit'; quest: OwnQuest };

export function OwnQuests() {
  const read = useRows(ownQuests());
  const today = useToday();
  const [dialog, setDialog] = useState<Dialog>({ kind: 'closed' });
  const add = (
    <Button variant="default" leftSection={<IconPlus size={18} />} onClick={() => setDialog({ kind: 'new' })}>
      {strings.add}
    </Button>
  );
  return (
    <Section title={strings.own} actions={add}>
      <WhenRead read={read} loading={<Skeleton height={96} radius="lg" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Text c="dimmed">{strings.ownEmpty}</Text>
          ) : (
            <List label={strings.own}>
              {rows.map((row) => {
                const quest = ownQuestOn(today, now(), row);
                return <OwnRow key={row.id} quest={quest} onEdit={() => setDialog({ kind: 'edit', quest })} />;
              })}
            </List>
          )
        }
      </WhenRead>
      {dialog.kind !== 'closed' && (
        <OwnQuestDialog quest={dialog.kind === 'edit' ? dialog.quest : null} onClose={() => setDialog({ kind: 'closed' })} />
      )}
    </Section>
  );
}

function OwnRow({ quest, onEdit }: { quest: OwnQuest; onEdit(): void }) {
  const run = useRun();
  const day = useToday();
  const { id, title, isDone, isOver } = quest;
  return (
    <ListRow
      actions={
        <>
          <ActionIcon aria-label={strings.edit(title)} onClick={onEdit}>
            <IconPencil size={18} />
          </ActionIcon>
          <ActionIcon aria-label={strings.remove(title)} onClick={() => void deleteQuest(run, quest)}>
            <IconTrash size={18} />
          </ActionIcon>
        </>
      }
    >
      <Checkbox
        size="md"
        checked={isDone}
        disabled={isOver}
        onChange={() => void run(isDone ? 'quests.reopen' : 'quests.complete', { id, day })}
        label={title}
        aria-label={isDone ? strings.untick(title) : strings.tick(title)}
        description={factsOf(quest).join(' · ')}
      />
    </ListRow>
  );
}

function factsOf({ difficulty, repeat, xp, coins, streak, expiresAt, isOver, isDone }: OwnQuest): string[] {
  return [
    strings.difficulties[difficulty],
    strings.reward(xp, coins),
    ...(repeat !== null ? [streak > 1 ? strings.streak(streak, strings.repeats[repeat]) : strings.repeats[repeat]] : []),
    ...(isOver ? [strings.over] : []),
    ...(expiresAt !== null && !isOver && !isDone ? [strings.untilShort(formatDay(expiresAt.toISOString().slice(0, 10)))] : []),
  ];
}
