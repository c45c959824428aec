// The inbox on Today: one line to catch a thought, the latest items, and the way to the rest.
import { Button, Group, Skeleton, Text, TextInput } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { captureText, inboxCount, inboxItems, openEdit } from '#src/modules/capture/public.ts';
import { useLive, useReplica } from '#src/replica/public.ts';
import { strings } from '../strings.ts';
import classes from './today.module.css';

const SHOWN = 3;

export function InboxStop() {
  const { rows: items } = useLive(inboxItems('', SHOWN), []);
  const { rows: counted } = useLive(inboxCount(), []);
  const count = counted?.[0]?.count;
  return (
    <div className={classes.card}>
      <QuickCapture />
      {items === undefined || count === undefined ? (
        <Skeleton height={44} radius="sm" mt="sm" />
      ) : (
        <>
          {items.length > 0 && (
            <ul className={classes.items}>
              {items.map((item) => (
                <li key={item.id}>
                  <button type="button" className={classes.item} onClick={() => openEdit(item)}>
                    {item.title}
                  </button>
                </li>
              ))}
            </ul>
          )}
          <Group justify="space-between" mt={4} mih={44}>
            <Text size="sm" c="dimmed" className="tabular">
              {count === 0 ? strings.inboxEmpty : strings.inboxCount(count)}
            </Text>
            {count > 0 && (
              <Button component={Link} to="/library" variant="subtle" rightSection={<IconArrowRight size={16} />}>
                {strings.inboxAll}
              </Button>
            )}
          </Group>
        </>
      )}
    </div>
  );
}

function QuickCapture() {
  const replica = useReplica();
  const [text, setText] = useState('');
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (await captureText(replica, text)) setText('');
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={strings.capture}
          placeholder={strings.capturePlaceholder}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          flex={1}
        />
        <Button type="submit" variant="default" disabled={text.trim() === ''}>
          {strings.save}
        </Button>
      </Group>
    </form>
  );
}
