// One shipped quest: what it asks, how far the person is, what it pays, and what can be done with it.
import { ActionIcon, Badge, Button, Group, Progress, Text } from '@mantine/core';
import { IconCheck, IconCopyPlus, IconLock, IconX } from '@tabler/icons-react';
import { newId } from '#schema/ids.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { ListRow } from '#src/ui/list.tsx';
import { showToast } from '#src/ui/toast.tsx';
import type { Quest } from '../model.ts';
import { strings } from '../strings.ts';

interface QuestRowProps {
  quest: Quest;
  /** On the page, where a quest can also be given up or copied. */
  isFull?: boolean;
  /** In a list of several types. */
  showsType?: boolean;
}

export function QuestRow({ quest, isFull = false, showsType = false }: QuestRowProps) {
  const { title, description, goal, progress, state, xp, coins } = quest;
  const reward = strings.reward(xp, coins);
  return (
    <ListRow actions={<QuestActions quest={quest} reward={reward} isFull={isFull} />}>
      <Group gap={8} wrap="wrap">
        <Text fw={520}>{title}</Text>
        {showsType && <Badge variant="light">{strings.types[quest.type]}</Badge>}
      </Group>
      <Text size="sm" c="dimmed">
        {state === 'locked' && quest.after !== null ? strings.locked(quest.after) : description}
      </Text>
      {(state === 'under_way' || state === 'complete') && (
        <Group gap="sm" wrap="nowrap" mt={6}>
          <Progress
            value={(100 * progress) / goal}
            aria-label={`${title}: ${strings.progress(progress, goal)}`}
            style={{ flex: 1, maxWidth: 240 }}
          />
          <Text size="sm" className="tabular" style={{ flex: 'none' }}>
            {strings.progress(progress, goal)}
          </Text>
        </Group>
      )}
      <Text size="sm" c="dimmed" className="tabular">
        {reward}
      </Text>
    </ListRow>
  );
}

function QuestActions({ quest, reward, isFull }: { quest: Quest; reward: string; isFull: boolean }) {
  const run = useRun();
  const day = useToday();
  const { id: questId, title } = quest;
  const claim = async (): Promise<void> => {
    if (await run('quests.claim', { questId })) showToast({ title, message: strings.claimed(reward) });
  };
  switch (quest.state) {
    case 'open':
      return (
        <>
          {isFull && <CopyButton quest={quest} />}
          <Button
            variant="default"
            aria-label={strings.acceptLabel(title)}
            onClick={() => void run('quests.accept', { questId, day })}
          >
            {strings.accept}
          </Button>
        </>
      );
    case 'under_way':
      return isFull ? (
        <ActionIcon
          aria-label={strings.giveUpLabel(title)}
          title={strings.giveUp}
          onClick={() => void run('quests.abandon', { questId })}
        >
          <IconX size={18} />
        </ActionIcon>
      ) : null;
    case 'complete':
      return (
        <Button aria-label={strings.claimLabel(title, reward)} onClick={() => void claim()}>
          {strings.claim}
        </Button>
      );
    case 'done':
      return (
        <Group gap={4} wrap="nowrap">
          <IconCheck size={18} aria-hidden />
          <Text size="sm">{strings.done}</Text>
        </Group>
      );
    case 'locked':
      return <IconLock size={18} aria-hidden />;
  }
}

/** A shipped quest as the start of an own one. */
function CopyButton({ quest: { id, title, description } }: { quest: Quest }) {
  const run = useRun();
  const copy = async (): Promise<void> => {
    if (await run('quests.create', { id: newId(), title, description, sourceQuestId: id }))
      showToast({ message: strings.copied });
  };
  return (
    <ActionIcon aria-label={strings.makeOwnLabel(title)} title={strings.makeOwn} onClick={() => void copy()}>
      <IconCopyPlus size={18} />
    </ActionIcon>
  );
}
