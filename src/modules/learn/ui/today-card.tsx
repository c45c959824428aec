// Learn on Today: the cards that are due, and the lesson to go on with.
import { Button, Group, Skeleton, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { nextLesson } from '../model.ts';
import { lessonList, type LessonListRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useDueCount } from './use-due-count.ts';

const words = strings.today;

export function LearnCard() {
  const read = useRows(lessonList());
  return (
    <WhenRead read={read} loading={<Skeleton height={140} radius="lg" />}>
      {({ rows }) => <Stops next={nextLesson(rows)} />}
    </WhenRead>
  );
}

function Stops({ next }: { next: LessonListRow | undefined }) {
  const due = useDueCount();
  return (
    <List label={strings.title}>
      <ListRow
        actions={
          due ? (
            <Button component={Link} to="/studio/learn/review">
              {words.review}
            </Button>
          ) : undefined
        }
      >
        <Group mih={36}>
          <Text className="tabular">{due === null ? '…' : words.due(due)}</Text>
        </Group>
      </ListRow>
      {next && (
        <ListRow
          actions={
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/studio/learn/lesson/$key" params={{ key: next.key }} {...props} />}
            >
              {next.status === null ? words.start : words.goOn}
            </Button>
          }
        >
          <Group mih={36}>
            <Text>{next.title}</Text>
          </Group>
        </ListRow>
      )}
    </List>
  );
}
