// A session of reading: entered by hand with its day, the end of the timer, or one to correct.
import { Checkbox, NumberInput, Text, Textarea } from '@mantine/core';
import { bookLimits, type Unit } from '#schema/books/rules/book.ts';
import { newId } from '#schema/ids.ts';
import { formatClock } from '#src/format/durations.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { Choice } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import type { SaveOutcome } from '#src/ui/save-outcome.ts';
import { DayField, DurationField } from '#src/ui/time-fields.tsx';
import { progressOf } from '../model.ts';
import type { SessionRow, TimerRow } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.session;

export interface ReadBook {
  id: string;
  title: string;
  unit: Unit;
  total_pages: number | null;
  total_minutes: number | null;
  current_page: number;
  current_percent: number;
  current_minutes: number;
}

interface SessionValues extends Record<string, unknown> {
  day: string;
  minutes: number | null;
  by: 'position' | 'amount';
  to: number | string;
  pages: number | string;
  note: string;
  isFinished: boolean;
}

type Mode = { kind: 'new' } | { kind: 'stop'; timer: TimerRow; ms: number } | { kind: 'edit'; session: SessionRow };

interface SessionDialogProps {
  book: ReadBook;
  mode: Mode;
  onClose(): void;
}

export function SessionDialog({ book, mode, onClose }: SessionDialogProps) {
  const save = useSave();
  const today = useToday();
  const { firstWeekday } = useSettings();
  const { position, total } = progressOf(book);
  const finish = (day: string): Promise<SaveOutcome> =>
    save('book.setStatus', { id: book.id, status: 'finished', readingId: newId(), day });
  const form = useCommandForm({
    initialValues: valuesOf(mode, today, position),
    toArgs: (values: SessionValues) => values,
    validate: (values: SessionValues) => faultsOf(values, mode, total),
    save: {
      create: async (values: SessionValues) => {
        const outcome = await saveSession(save, book, mode, values);
        return outcome.ok && values.isFinished ? finish(values.day) : outcome;
      },
    },
    onDone: onClose,
  });
  const { values, setFieldValue, getInputProps, errors } = form.fields;
  const isStop = mode.kind === 'stop';
  const title = isStop ? strings.timer.stopTitle : mode.kind === 'edit' ? words.editTitle : words.title;
  return (
    <FormDialog title={title} form={form} onClose={onClose}>
      {isStop && <Text c="dimmed">{strings.timer.timed(formatClock(Math.floor(mode.ms / 1_000)))}</Text>}
      {book.unit === 'pages' && (
        <Choice label={words.by} value={values.by} options={words.bys} onChange={(by) => setFieldValue('by', by)} />
      )}
      {values.by === 'amount' && book.unit === 'pages' ? (
        <NumberInput
          label={words.pages}
          min={0}
          max={bookLimits.pages}
          allowDecimal={false}
          data-autofocus
          {...getInputProps('pages')}
        />
      ) : (
        <NumberInput
          label={words.to[book.unit]}
          min={0}
          max={total ?? bookLimits.minutes}
          allowDecimal={book.unit === 'percent'}
          description={strings.position(position, total, book.unit)}
          clampBehavior="none"
          data-autofocus
          {...getInputProps('to')}
        />
      )}
      {!isStop && (
        <>
          <DurationField
            label={strings.units.minutes}
            description={words.minutesHint}
            error={errors['minutes']}
            value={values.minutes}
            onChange={(minutes) => setFieldValue('minutes', minutes)}
          />
          <DayField
            label={words.day}
            firstWeekday={firstWeekday}
            max={today}
            value={values.day}
            onChange={(day) => day !== null && setFieldValue('day', day)}
          />
        </>
      )}
      <Textarea label={words.note} autosize minRows={2} maxRows={6} maxLength={bookLimits.note} {...getInputProps('note')} />
      {mode.kind !== 'edit' && (
        <Checkbox
          label={words.finished}
          checked={values.isFinished}
          onChange={(event) => setFieldValue('isFinished', event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}

function valuesOf(mode: Mode, today: string, position: number): SessionValues {
  if (mode.kind !== 'edit')
    return { day: today, minutes: null, by: 'position', to: position || '', pages: '', note: '', isFinished: false };
  const { session } = mode;
  return {
    day: session.day ?? today,
    minutes: session.duration_ms > 0 ? Math.round(session.duration_ms / 60_000) : null,
    by: session.to_position === null && session.given_pages !== null ? 'amount' : 'position',
    to: session.to_position ?? '',
    pages: session.given_pages ?? '',
    note: session.notes ?? '',
    isFinished: false,
  };
}

function faultsOf(values: SessionValues, mode: Mode, total: number | null): Partial<Record<keyof SessionValues, string>> {
  const isByAmount = values.by === 'amount';
  const isEmpty = (isByAmount ? values.pages : values.to) === '' && (values.minutes ?? 0) === 0;
  const isPast = !isByAmount && values.to !== '' && total !== null && Number(values.to) > total;
  return {
    ...(isEmpty && mode.kind !== 'stop' && !values.isFinished && { [isByAmount ? 'pages' : 'to']: words.needSomething }),
    ...(isPast && { to: words.pastEnd }),
  };
}

async function saveSession(
  save: ReturnType<typeof useSave>,
  book: ReadBook,
  mode: Mode,
  values: SessionValues,
): Promise<SaveOutcome> {
  const isByAmount = values.by === 'amount';
  const read = {
    to: isByAmount || values.to === '' ? null : Number(values.to),
    pages: isByAmount && values.pages !== '' ? Number(values.pages) : null,
    note: values.note.trim() || null,
  };
  const { day } = values;
  const minutes = Math.min(bookLimits.sessionMinutes, values.minutes ?? 0);
  if (mode.kind === 'stop') return save('book.stopTimer', { id: mode.timer.id, day, ...read });
  if (mode.kind === 'edit') return save('book.editSession', { id: mode.session.id, day, minutes, ...read });
  if (read.to === null && read.pages === null && minutes === 0) return { ok: true };
  return save('book.read', { id: newId(), bookId: book.id, day, minutes, ...read });
}
