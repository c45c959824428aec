// Habits from a file of this or another app: choose, preview, import, undo the whole import; and the export.
import type { FoundHabit, HabitPreview } from '#schema/habits/files/habit-import.ts';
import { formatDayWithYear } from '#src/format/days.ts';
import { ChoiceRow, ExportSection, ImportPage, ImportPreview, type RowChoice } from '#src/importing/public.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
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
  const save = async () => (await import('../../export-habits.ts')).exportHabits(replica, today);
  return (
    <ExportSection
      words={words}
      failure={{ title: words.exportFailed, message: strings.tryAgain }}
      formats={[{ label: words.exportButton, save }]}
    />
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

interface FoundRowProps extends RowChoice {
  habit: FoundHabit;
}

function FoundRow({ habit: { name, rule, unit, days, span, known }, ...choice }: FoundRowProps) {
  const facts = [
    strings.schedule(rule),
    strings.target({ ...rule, unit }),
    span === null ? words.noDays : words.spanned(days, formatDayWithYear(span.from), formatDayWithYear(span.to)),
    choice.isFresh ? (known === null ? words.becomesNew : words.becomesKnown(known.name)) : words.nothingFresh,
  ];
  return <ChoiceRow name={name} facts={facts.filter(Boolean).join(' · ')} takeLabel={words.take(name)} {...choice} />;
}
