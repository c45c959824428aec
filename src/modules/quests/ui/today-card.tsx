// Quests on Today: the three of the day, those in progress, and the way to the rest.
import { Skeleton } from '@mantine/core';
import { List, ListRow } from '#src/ui/list.tsx';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { strings } from '../strings.ts';
import { useQuests } from '../use-quests.ts';
import { QuestRow } from './quest-row.tsx';

/** More would push the rest of the day off the screen. */
const MOST_UNDER_WAY = 3;

export function QuestsCard() {
  const read = useQuests();
  return (
    <WhenRead read={read} loading={<Skeleton height={240} radius="lg" />}>
      {({ board }) => (
        <List label={strings.title}>
          {[...board.dailies, ...board.underWay.slice(0, MOST_UNDER_WAY)].map((quest) => (
            <QuestRow key={quest.id} quest={quest} />
          ))}
          <ListRow>
            <PlainLink to="/quests">{strings.open}</PlainLink>
          </ListRow>
        </List>
      )}
    </WhenRead>
  );
}
