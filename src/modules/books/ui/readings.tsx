// Each time that the book was read: add an earlier one, correct its days, continue one that was ended too early.
import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { IconDots, IconPencil, IconPlus, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { newId } from '#schema/ids.ts';
import { formatDayWithYear } from '#src/format/days.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { Choice } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { Section } from '#src/ui/section.tsx';
import { DayField } from '#src/ui/time-fields.tsx';
import type { BookDetails, ReadingRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './books.module.css';

const words = strings.reading;

type Dialog = { kind: 'closed' } | { kind: 'form'; reading: ReadingRow | null } | { kind: 'delete'; reading: ReadingRow };

const shownDay = (day: string | null): string | null => (day === null ? null : formatDayWithYear(day));

export function Readings({ book, readings }: { book: BookDetails; readings: readonly ReadingRow[] }) {
  const run = useRun();
  const [dialog, setDialog] = useState<Dialog>({ kind: 'closed' });
  const close = () => setDialog({ kind: 'closed' });
  const isOpen = readings.some(({ status }) => status === 'reading');
  return (
    <Section
      title={words.list}
      actions={
        <Button
          variant="subtle"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => setDialog({ kind: 'form', reading: null })}
        >
          {words.add}
        </Button>
      }
    >
      {readings.length === 0 && <Text c="dimmed">{words.none}</Text>}
      <ul className={classes.plainList}>
        {readings.map((reading) => (
          <li key={reading.id} className={classes.entry}>
            <div className={classes.entryWords}>
              <Text>{strings.statuses[reading.status]}</Text>
              <Text size="sm" c="dimmed">
                {words.span(shownDay(reading.started_day), shownDay(reading.finished_day))}
              </Text>
            </div>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label={`${strings.more}: ${strings.statuses[reading.status]}`}>
                  <IconDots size={20} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<IconPencil size={18} aria-hidden />}
                  onClick={() => setDialog({ kind: 'form', reading })}
                >
                  {words.edit}
                </Menu.Item>
                {!isOpen && (
                  <Menu.Item
                    leftSection={<IconRefresh size={18} aria-hidden />}
                    onClick={() => void run('book.editReading', { id: reading.id, status: 'reading', finishedDay: null })}
                  >
                    {words.reopen}
                  </Menu.Item>
                )}
                <Menu.Item
                  leftSection={<IconTrash size={18} aria-hidden />}
                  onClick={() => setDialog({ kind: 'delete', reading })}
                >
                  {words.remove}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ul>
      {dialog.kind === 'form' && <ReadingDialog book={book} reading={dialog.reading} onClose={close} />}
      {dialog.kind === 'delete' && (
        <Confirm
          isDangerous
          title={words.removeTitle}
          text={words.removeText}
          confirm={words.remove}
          keep={strings.page.keep}
          onClose={close}
          onConfirm={() => void run('book.deleteReading', { id: dialog.reading.id })}
        />
      )}
    </Section>
  );
}

interface ReadingDialogProps {
  book: BookDetails;
  reading: ReadingRow | null;
  onClose(): void;
}

function ReadingDialog({ book, reading, onClose }: ReadingDialogProps) {
  const save = useSave();
  const today = useToday();
  const { firstWeekday } = useSettings();
  const isOpen = reading?.status === 'reading';
  const form = useCommandForm({
    initialValues: {
      status: reading?.status === 'stopped' ? 'stopped' : 'finished',
      startedDay: reading?.started_day ?? null,
      finishedDay: reading?.finished_day ?? null,
    } as { status: 'finished' | 'stopped'; startedDay: string | null; finishedDay: string | null },
    toArgs: (values) => values,
    validate: ({ startedDay, finishedDay }) => ({
      ...(startedDay !== null && finishedDay !== null && finishedDay < startedDay && { finishedDay: words.endsBefore }),
    }),
    save: reading
      ? { change: (changes) => save('book.editReading', { id: reading.id, ...changes }) }
      : { create: (args) => save('book.addReading', { id: newId(), bookId: book.id, ...args }) },
    onDone: onClose,
  });
  const { values, setFieldValue, errors } = form.fields;
  return (
    <FormDialog title={reading ? words.editTitle : words.add} form={form} onClose={onClose}>
      {!isOpen && (
        <Choice
          label={words.status}
          value={values.status}
          options={words.statuses}
          onChange={(status) => setFieldValue('status', status)}
        />
      )}
      <DayField
        label={words.started}
        description={words.dayHint}
        firstWeekday={firstWeekday}
        max={today}
        isClearable
        value={values.startedDay}
        onChange={(day) => setFieldValue('startedDay', day)}
      />
      {!isOpen && (
        <DayField
          label={words.ended}
          description={words.dayHint}
          firstWeekday={firstWeekday}
          max={today}
          isClearable
          error={errors['finishedDay']}
          value={values.finishedDay}
          onChange={(day) => setFieldValue('finishedDay', day)}
        />
      )}
    </FormDialog>
  );
}
