// Notes on Today: the latest records and a link to the list.
import { Skeleton, Text } from '@mantine/core';
import { useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { notesRecords } from '../queries.ts';
import { strings } from '../strings.ts';

export function NotesCard() {
  const read = useRows(notesRecords(3));
  return (
    <WhenRead read={read} loading={<Skeleton height={96} radius="lg" />}>
      {({ rows }) => (
        <List label={strings.title}>
          {rows.map(({ id, title }) => (
            <ListRow key={id}>
              <Text>{title}</Text>
            </ListRow>
          ))}
          <ListRow>
            <PlainLink to="/library/notes">{strings.open}</PlainLink>
          </ListRow>
        </List>
      )}
    </WhenRead>
  );
}
