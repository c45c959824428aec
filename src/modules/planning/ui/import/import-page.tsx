// Events from a calendar file: choose, preview, import, undo the whole import; and the export.
import { Button, Checkbox, Text } from '@mantine/core';
import type { CalendarPreview, FoundEvent } from '#schema/planning/files/calendar-import.ts';
import { formatDayWithYear } from '#src/format/days.ts';
import { ImportPage, ImportPreview, PreviewRow } from '#src/importing/public.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { showToast } from '#src/ui/toast.tsx';
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
  const save = async (): Promise<void> => {
    try {
      const { exportCalendar } = await import('../../export-calendar.ts');
      await exportCalendar(replica, today);
    } catch {
      showToast({ message: words.exportFailed });
    }
  };
  return (
    <Section title={words.exportTitle} description={words.exportText}>
      <Button variant="default" onClick={() => void save()}>
        {words.exportButton}
      </Button>
    </Section>
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

function FoundRow({
  event,
  isFresh,
  isTaken,
  onToggle,
}: {
  event: FoundEvent;
  isFresh: boolean;
  isTaken: boolean;
  onToggle(): void;
}) {
  const times = useTimes();
  const facts = [
    formatDayWithYear(event.start.slice(0, 10)),
    event.isAllDay ? strings.entry.allDay : `${times.wall(event.start)} – ${times.wall(event.end)} ${event.zone}`,
    event.rule !== null && ruleWords(event.rule),
    event.changed > 0 && words.changed(event.changed),
    event.excluded > 0 && words.excluded(event.excluded),
    !isFresh && words.known,
  ];
  return (
    <PreviewRow
      words={
        <>
          <Text component="span" fw={520}>
            {event.title}
          </Text>
          <Text component="span" size="sm" c="dimmed">
            {facts.filter(Boolean).join(' · ')}
          </Text>
        </>
      }
      after={isFresh && <Checkbox size="md" aria-label={words.take(event.title)} checked={isTaken} onChange={onToggle} />}
    />
  );
}
