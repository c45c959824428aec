// Focus music: the player, the libraries, and what played in the sessions of the past.
import { Button, Skeleton, Text } from '@mantine/core';
import { IconMusic, IconPlus, IconStarFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useRows } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { List, ListRow } from '#src/ui/list.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { libraries, type LibraryRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { LibraryDialog } from './library-dialogs.tsx';
import classes from './music.module.css';
import { PlayedTables } from './played-tables.tsx';
import { PlayerPanel } from './player-panel.tsx';

const words = strings.libraries;

export function MusicPage() {
  const [isAdding, setIsAdding] = useState(false);
  const read = useRows(libraries());
  const hasLibraries = read.kind === 'ready' && read.rows.length > 0;
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setIsAdding(true)}>
      {words.add}
    </Button>
  );
  return (
    <Page title={strings.title} description={strings.description} actions={hasLibraries ? add : undefined}>
      <WhenRead read={read} loading={<Skeleton height={480} radius="lg" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyPlace icon={IconMusic} title={words.emptyTitle} action={add}>
              {words.empty}
            </EmptyPlace>
          ) : (
            <>
              <PlayerPanel libraries={rows} />
              <Libraries rows={rows} />
            </>
          )
        }
      </WhenRead>
      <PlayedTables />
      {isAdding && <LibraryDialog library={null} onClose={() => setIsAdding(false)} />}
    </Page>
  );
}

const Libraries = ({ rows }: { rows: readonly LibraryRow[] }) => (
  <Section title={words.title}>
    <List label={words.title}>
      {rows.map((library) => (
        <ListRow key={library.id}>
          <Link to="/focus/music/library/$id" params={{ id: library.id }} className={classes.library}>
            <span className={classes.libraryName}>
              {library.is_favorite && <IconStarFilled size={16} aria-hidden />}
              {library.name}
            </span>
            <Text component="span" size="sm" c="dimmed">
              {words.tracks(library.tracks_count)}
              {library.description && ` · ${library.description}`}
            </Text>
          </Link>
        </ListRow>
      ))}
    </List>
  </Section>
);
