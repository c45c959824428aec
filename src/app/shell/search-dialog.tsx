// Search over everything: commands, pages and records, with the keyboard or the thumb.
import { Spotlight, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { strings } from '../strings.ts';
import classes from './search-dialog.module.css';
import { useSearchGroups } from './search-groups.ts';

/** `opened` counts the wishes to search: each opens the dialog again. */
export function SearchDialog({ opened }: { opened: number }) {
  const [query, setQuery] = useState('');
  const navigate = useNavigate();
  const groups = useSearchGroups(query, navigate);
  useEffect(() => {
    spotlight.open();
  }, [opened]);
  return (
    <Spotlight.Root
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
