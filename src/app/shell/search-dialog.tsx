// Search over everything: commands, pages and records, with the keyboard or the thumb.
import { createSpotlightStore, Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { strings } from '../strings.ts';
import classes from './search-dialog.module.css';
import { useSearchGroups } from './search-groups.ts';

const store = createSpotlightStore();

/** Records are found a moment after the words were typed, so the first one is chosen once it is there: Enter opens it. */
function selectFirst(): void {
  const list = document.getElementById(store.getState().listId);
  if (list === null || list.querySelector('[data-selected]') !== null) return;
  list.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}

/** `opened` counts the wishes to search: each opens the dialog again. */
export function SearchDialog({ opened }: { opened: number }) {
  const [query, setQuery] = useState('');
  const navigate = useNavigate();
  const groups = useSearchGroups(query, navigate);
  useEffect(() => {
    store.updateState((state) => ({ ...state, opened: true, selected: -1 }));
  }, [opened]);
  useEffect(() => {
    if (query !== '') selectFirst();
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
      // Names the dialog; to those who see, the field says it.
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
            {entries.map(({ id, label, description, icon: EntryIcon, run }) => (
              <Spotlight.Action
                key={id}
                label={label}
                {...(description === undefined ? {} : { description })}
                leftSection={<EntryIcon size={20} stroke={1.7} />}
                onClick={run}
                className={classes.action}
                mih={48}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && <Spotlight.Empty>{strings.spotlight.nothing}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
