// Search over everything: commands, pages and records, by keyboard or touch.
import { Text } from '@mantine/core';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { IconRefreshAlert, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { SearchEntry } from '#src/search/entries.ts';
import { Marked } from '#src/search/marked.tsx';
import { strings } from '../strings.ts';
import classes from './search-dialog.module.css';
import { selectFirst } from './search-selection.ts';
import { useSearch, type NamedSource } from './use-search.ts';

const [store, spotlight] = createSpotlight();

function EntryWords({ entry: { label, description, icon: EntryIcon }, typed }: { entry: SearchEntry; typed: string }) {
  return (
    <>
      <EntryIcon size={20} stroke={1.7} className={classes.icon} aria-hidden />
      <span className={classes.words}>
        <span className={classes.line}>
          <Marked text={label} typed={typed} />
        </span>
        {description !== undefined && (
          <Text component="span" size="xs" c="dimmed" className={classes.line}>
            <Marked text={description} typed={typed} />
          </Text>
        )}
      </span>
    </>
  );
}

/** `opened` counts the requests to search; each one opens the dialog again. */
export function SearchDialog({ opened, sources }: { opened: number; sources: readonly NamedSource[] }) {
  const [query, setQuery] = useState('');
  const navigate = useNavigate();
  const { groups, isLoading, failed } = useSearch(sources, query, navigate);
  useEffect(() => {
    spotlight.open();
  }, [opened]);
  useEffect(() => {
    if (query !== '') selectFirst(store);
  }, [query, groups]);
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight="min(60dvh, 480px)"
      radius="lg"
      // The dialog's accessible name; visually, the search field serves as the title.
      title={strings.search}
      classNames={{ header: classes.header ?? '' }}
    >
      <Spotlight.Search
        placeholder={strings.spotlight.placeholder}
        aria-label={strings.search}
        leftSection={<IconSearch size={20} stroke={1.7} />}
      />
      <Spotlight.ActionsList>
        {groups.map(({ name, entries }) => (
          <Spotlight.ActionsGroup key={name} label={name}>
            {entries.map((entry) => (
              <Spotlight.Action key={entry.id} onClick={entry.run} className={classes.action} mih={48}>
                <EntryWords entry={entry} typed={query} />
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {failed.length > 0 && (
          <Spotlight.Action
            label={strings.spotlight.unreadable}
            description={strings.spotlight.tryAgain}
            leftSection={<IconRefreshAlert size={20} stroke={1.7} />}
            closeSpotlightOnTrigger={false}
            onClick={() => failed.forEach(({ retry }) => retry())}
            className={classes.action}
            mih={48}
          />
        )}
        {groups.length === 0 && failed.length === 0 && (
          <Spotlight.Empty>{isLoading ? strings.loading : strings.spotlight.nothing}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
