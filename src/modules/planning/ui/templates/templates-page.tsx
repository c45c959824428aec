// Templates of days and weeks: used on a day, written, shared, deleted.
import {
  ActionIcon,
  Badge,
  Button,
  Group,
  Modal,
  Select,
  Skeleton,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPencil, IconPlus, IconTemplate, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { newId } from '#schema/ids.ts';
import { readTemplate } from '#schema/planning/rules/day-plan.ts';
import { useSettings, useTimeZone, useToday } from '#src/modules/settings/public.ts';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { usePerson, useRows } from '#src/replica/public.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { List, ListRow } from '#src/ui/list.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { DayField } from '#src/ui/time-fields.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { templates, type TemplateRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { itemsToLines, linesToItems } from '../../template-text.ts';

const words = strings.template;
type Dialog = { kind: 'closed' } | { kind: 'form'; row: TemplateRow | null } | { kind: 'use'; row: TemplateRow };

export function TemplatesPage() {
  const read = useRows(templates());
  const me = usePerson()?.userId ?? null;
  const [dialog, setDialog] = useState<Dialog>({ kind: 'closed' });
  const close = (): void => setDialog({ kind: 'closed' });
  return (
    <Page
      title={words.title}
      description={words.description}
      isNarrow
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => setDialog({ kind: 'form', row: null })}>
          {words.add}
        </Button>
      }
    >
      <WhenRead read={read} loading={<Skeleton height={240} radius="lg" />}>
        {({ rows }) => (
          <>
            <Templates title={words.mine} rows={rows.filter(({ user_id }) => user_id === me)} isMine onDialog={setDialog} />
            <Templates
              title={words.shipped}
              rows={rows.filter(({ user_id }) => user_id === null)}
              isMine={false}
              onDialog={setDialog}
            />
            <Templates
              title={words.shared}
              rows={rows.filter(({ user_id }) => user_id !== null && user_id !== me)}
              isMine={false}
              onDialog={setDialog}
            />
          </>
        )}
      </WhenRead>
      {dialog.kind === 'form' && <TemplateForm row={dialog.row} onClose={close} />}
      {dialog.kind === 'use' && <ApplyDialog row={dialog.row} onClose={close} />}
    </Page>
  );
}

function Templates({
  title,
  rows,
  isMine,
  onDialog,
}: {
  title: string;
  rows: readonly TemplateRow[];
  isMine: boolean;
  onDialog(dialog: Dialog): void;
}) {
  const run = useRun();
  if (rows.length === 0 && !isMine) return null;
  const remove = async (row: TemplateRow): Promise<void> => {
    if (!(await run('template.delete', { id: row.id }))) return;
    const { id, name, description, category, span, is_public: isPublic } = row;
    const back = (): void =>
      void run('template.add', { id, name, description, category, span, isPublic, items: readTemplate(row.items) });
    showToast({ message: strings.saved.deleted, action: { label: strings.undo, run: back } });
  };
  return (
    <Section title={title}>
      {rows.length === 0 ? (
        <EmptyPlace icon={IconTemplate} title={words.emptyTitle} order={3}>
          {words.emptyText}
        </EmptyPlace>
      ) : (
        <List label={title}>
          {rows.map((row) => (
            <ListRow
              key={row.id}
              actions={
                <>
                  <Button variant="light" aria-label={`${words.use} ${row.name}`} onClick={() => onDialog({ kind: 'use', row })}>
                    {words.use}
                  </Button>
                  {isMine && (
                    <>
                      <ActionIcon aria-label={words.edit(row.name)} onClick={() => onDialog({ kind: 'form', row })}>
                        <IconPencil size={18} />
                      </ActionIcon>
                      <ActionIcon aria-label={words.remove(row.name)} onClick={() => void remove(row)}>
                        <IconTrash size={18} />
                      </ActionIcon>
                    </>
                  )}
                </>
              }
            >
              <Group gap="xs">
                <Text fw={520}>{row.name}</Text>
                <Badge variant="default">{words.spans[row.span]}</Badge>
                {isMine && row.is_public && <Badge variant="light">{words.shared}</Badge>}
              </Group>
              <Text size="sm" c="dimmed">
                {[row.category, words.count(readTemplate(row.items).length), isMine && words.uses(row.use_count)]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
              {row.description && <Text size="sm">{row.description}</Text>}
            </ListRow>
          ))}
        </List>
      )}
    </Section>
  );
}

function ApplyDialog({ row, onClose }: { row: TemplateRow; onClose(): void }) {
  const run = useRun();
  const zone = useTimeZone();
  const today = useToday();
  const { firstWeekday } = useSettings();
  const [day, setDay] = useState(today);
  const apply = async (): Promise<void> => {
    if (!(await run('template.use', { id: row.id, day, zone }))) return;
    showToast({ message: strings.saved.used });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={row.name} closeButtonProps={{ 'aria-label': strings.close, size: 44 }}>
      <Stack gap="md">
        <DayField
          label={row.span === 'week' ? words.firstDay : strings.form.startDay}
          firstWeekday={firstWeekday}
          value={day}
          onChange={(chosen) => chosen && setDay(chosen)}
        />
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {itemsToLines(readTemplate(row.items), row.span === 'week')}
        </Text>
        <Group justify="flex-end">
          <Button onClick={() => void apply()} data-autofocus>
            {words.use}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function TemplateForm({ row, onClose }: { row: TemplateRow | null; onClose(): void }) {
  const save = useSave();
  const form = useCommandForm({
    initialValues: {
      name: row?.name ?? '',
      description: row?.description ?? '',
      category: row?.category ?? '',
      span: (row?.span ?? 'day') as 'day' | 'week',
      isPublic: row?.is_public ?? false,
      items: row ? itemsToLines(readTemplate(row.items), row.span === 'week') : '',
    },
    toArgs: ({ items, ...values }) => ({ ...values, items: linesToItems(items) }),
    validate: ({ name }) => (name.trim() === '' ? { name: words.needName } : {}),
    save: row
      ? { change: (changes) => save('template.edit', { id: row.id, ...changes }) }
      : { create: (args) => save('template.add', { id: newId(), ...args }) },
    onDone: onClose,
  });
  const { getInputProps } = form.fields;
  return (
    <FormDialog title={row ? words.editTitle : words.addTitle} form={form} onClose={onClose} size="lg">
      <TextInput label={words.name} maxLength={200} data-autofocus {...getInputProps('name')} />
      <Select label={strings.viewLabel} data={choicesOf(words.spans)} allowDeselect={false} {...getInputProps('span')} />
      <Textarea label={words.items} description={words.itemsHint} autosize minRows={5} maxRows={14} {...getInputProps('items')} />
      <TextInput label={words.category} maxLength={60} {...getInputProps('category')} />
      <TextInput label={words.description_} maxLength={500} {...getInputProps('description')} />
      <Switch label={words.isPublic} {...getInputProps('isPublic', { type: 'checkbox' })} />
    </FormDialog>
  );
}
