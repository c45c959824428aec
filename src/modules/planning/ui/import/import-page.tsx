// Events from a calendar file: choose, preview, import, undo the whole import; and the export.
import type { CalendarPreview, FoundEvent } from '#schema/planning/files/calendar-import.ts';
import { formatDayWithYear } from '#src/format/days.ts';
import { ChoiceRow, ExportSection, ImportPage, ImportPreview, type RowChoice } from '#src/importing/public.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { importedEvents } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { ruleWords } from '../../times.ts';
import { useCalendarImport } from '../../use-calendar-import.ts';
import { useTimes } from '../../use-events.ts';

const words = strings.importPage;

export function CalendarImportPage() {
  const { undo, run, ...importing } = useCalendarImport();
  const imported = rowsIfReady(useRows(importedEvents()))?.flatMap(({ source_uid }) => source_uid ?? []) ?? [];
  return (
    <ImportPage<'planning'>
      words={words}
      importing={importing}
      accept=".ics,text/calendar"
      before={{ count: imported.length, onUndo: () => undo(imported) }}
      exporting={<Export />}
      renderPreview={({ preview }) => (
        <Preview preview={preview} onRun={(leftOut) => run({ leftOut })} onReset={importing.reset} />
      )}
      saved={{
        count: (items) => items.length,
        nameOf: ({ event }) => event.title,
        onUndo: (items) => undo(items.map(({ event }) => event.uid)),
      }}
      onward={{ to: '/plan', label: words.toCalendar }}
    />
  );
}

function Export() {
  const replica = useReplica();
  const today = useToday();
  const save = async () => (await import('../../export-calendar.ts')).exportCalendar(replica, today);
  return (
    <ExportSection words={words} failure={{ message: words.exportFailed }} formats={[{ label: words.exportButton, save }]} />
  );
}

const Preview = ({
  preview: { events, ...problems },
  onRun,
  onReset,
}: {
  preview: CalendarPreview;
  onRun(leftOut: string[]): void;
  onReset(): void;
}) => (
  <ImportPreview
    words={words}
    title={words.found(events.length)}
    items={events}
    isFresh={({ isKnown }) => !isKnown}
    problems={problems}
    renderRow={(event, choice) => <FoundRow key={event.key} event={event} {...choice} />}
    onRun={onRun}
    onReset={onReset}
  />
);

interface FoundRowProps extends RowChoice {
  event: FoundEvent;
}

function FoundRow({ event, ...choice }: FoundRowProps) {
  const times = useTimes();
  const facts = [
    formatDayWithYear(event.start.slice(0, 10)),
    event.isAllDay ? strings.entry.allDay : `${times.wall(event.start)} – ${times.wall(event.end)} ${event.zone}`,
    event.rule !== null && ruleWords(event.rule),
    event.changed > 0 && words.changed(event.changed),
    event.excluded > 0 && words.excluded(event.excluded),
    !choice.isFresh && words.known,
  ];
  const { title } = event;
  return <ChoiceRow name={title} facts={facts.filter(Boolean).join(' · ')} takeLabel={words.take(title)} {...choice} />;
}
