// The inbox on Today: one line to catch a thought, the latest items, and the way to the rest.
import { Button, Group, Skeleton, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useToday } from '#src/modules/settings/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { joinRows, useRows } from '#src/replica/public.ts';
import { QuickAdd } from '#src/ui/quick-add.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { captureText } from '../commands.ts';
import type { InboxItem } from '../model.ts';
import { inboxCount, inboxItems } from '../queries.ts';
import { openEdit } from '../store.ts';
import { strings } from '../strings.ts';
import classes from './today-card.module.css';

const words = strings.today;
const SHOWN = 3;

export function InboxCard() {
  const read = joinRows({ items: useRows(inboxItems(SHOWN)), counted: useRows(inboxCount()) });
  return (
    <div className={classes.card}>
      <QuickCapture />
      <WhenRead read={read} loading={<Skeleton height={44} radius="sm" mt="sm" />}>
        {({ rows: { items, counted } }) => <Latest items={items} count={counted[0]?.count ?? 0} />}
      </WhenRead>
    </div>
  );
}

function Latest({ items, count }: { items: readonly InboxItem[]; count: number }) {
  return (
    <>
      {items.length > 0 && (
        <ul className={classes.items}>
          {items.map((item) => (
            <li key={item.id}>
              <button type="button" className={classes.item} title={item.title} onClick={() => openEdit(item)}>
                {item.title}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Group justify="space-between" mt={4} mih={44}>
        <Text size="sm" c="dimmed" className="tabular">
          {count === 0 ? words.empty : words.count(count)}
        </Text>
        {count > 0 && (
          <Button component={Link} to="/library" variant="subtle" rightSection={<IconArrowRight size={16} />}>
            {words.all}
          </Button>
        )}
      </Group>
    </>
  );
}

function QuickCapture() {
  const save = useSave();
  const today = useToday();
  return (
    <QuickAdd
      label={words.capture}
      placeholder={strings.textPlaceholder}
      button={strings.save}
      draftKey="inbox.line"
      onAdd={(text) => captureText(save, text, today)}
    />
  );
}
