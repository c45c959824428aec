// Habits from a file of this or another app: choose, preview, import, undo the whole import; and the export.
import { Button, Checkbox, Text } from '@mantine/core';
import type { FoundHabit, HabitPreview } from '#schema/habits/files/habit-import.ts';
import { formatDayWithYear } from '#src/format/days.ts';
import { ImportPage, ImportPreview, PreviewRow } from '#src/importing/public.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { importedHabits } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { rowsOfItems, useHabitImport } from '../../use-habit-import.ts';

const words = strings.importPage;

export function HabitImportPage() {
  const { undo, run, ...importing } = useHabitImport();
  const imported = rowsIfReady(useRows(importedHabits())) ?? [];
  return (
    <ImportPage<'habits'>
      words={words}
      importing={importing}
      accept=".csv,.zip,.db,text/csv,application/zip,application/vnd.sqlite3"
      before={{ count: new Set(imported.map(({ id }) => id)).size, onUndo: () => undo(imported) }}
      exporting={<Export />}
      renderPreview={({ preview }) => (
        <Preview preview={preview} onRun={(leftOut) => run({ leftOut })} onReset={importing.reset} />
      )}
      saved={{
        count: (items) => new Set(items.map(({ habit }) => habit.key)).size,
        nameOf: ({ habit }) => `${habit.name} ${habit.entries[0]?.day ?? ''}`,
        onUndo: (items) => undo(rowsOfItems(items, imported)),
      }}
      onward={{ to: '/habits', label: words.toHabits }}
    />
  );
}

function Export() {
  const replica = useReplica();
  const today = useToday();
  const save = async (): Promise<void> => {
    try {
      const { exportHabits } = await import('../../export-habits.ts');
      await exportHabits(replica, today);
    } catch {
      showToast({ title: words.exportFailed, message: strings.tryAgain });
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

interface PreviewProps {
  preview: HabitPreview;
  onRun(leftOut: string[]): void;
  onReset(): void;
}

const Preview = ({ preview: { habits, ...problems }, onRun, onReset }: PreviewProps) => (
  <ImportPreview
    words={words}
    title={words.found(
      habits.length,
      habits.reduce((sum, { days }) => sum + days, 0),
    )}
    items={habits}
    isFresh={({ known, freshDays, freshPauses }) => known === null || freshDays + freshPauses > 0}
    problems={problems}
    renderRow={(habit, choice) => <FoundRow key={habit.key} habit={habit} {...choice} />}
    onRun={onRun}
    onReset={onReset}
  />
);

interface FoundRowProps {
  habit: FoundHabit;
  /** It has something that is not here yet. */
  isFresh: boolean;
  isTaken: boolean;
  onToggle(): void;
}

function FoundRow({ habit: { name, rule, unit, days, span, known }, isFresh, isTaken, onToggle }: FoundRowProps) {
  const facts = [
    strings.schedule(rule),
    strings.target({ ...rule, unit }),
    span === null ? words.noDays : words.spanned(days, formatDayWithYear(span.from), formatDayWithYear(span.to)),
    isFresh ? (known === null ? words.becomesNew : words.becomesKnown(known.name)) : words.nothingFresh,
  ];
  return (
    <PreviewRow
      words={
        <>
          <Text component="span" fw={520}>
            {name}
          </Text>
          <Text component="span" size="sm" c="dimmed">
            {facts.filter(Boolean).join(' · ')}
          </Text>
        </>
      }
      after={isFresh && <Checkbox size="md" aria-label={words.take(name)} checked={isTaken} onChange={onToggle} />}
    />
  );
}
