// The fields of a form of content, by their descriptions, and the preview beside it.
import { Button, Group, Skeleton, Text } from '@mantine/core';
import { Suspense, type ReactNode } from 'react';
import type { Field, FieldValue } from '#schema/editing/fields.ts';
import type { ContentValues, EditedKind, Problems } from '#schema/editing/kinds.ts';
import type { ContentAnswer } from '#schema/protocol/admin.ts';
import { Section } from '#src/ui/section.tsx';
import { contentWords as words } from '../content-words.ts';
import { ContentField } from './content-field.tsx';
import { ContentPreview, type PreviewProps } from './content-preview.tsx';
import classes from './content.module.css';

type FieldEntry = [column: string, field: Field];

interface ContentFieldsProps {
  kind: EditedKind;
  entries: readonly FieldEntry[];
  typed: ContentValues;
  problems: Problems;
  choices: ContentAnswer['choices'];
  onChange(column: string, value: FieldValue): void;
}

export function ContentFields({ kind, entries, typed, problems, choices, onChange }: ContentFieldsProps) {
  const field = ([column, of]: FieldEntry) => (
    <ContentField
      key={column}
      kind={kind}
      column={column}
      field={of}
      value={typed[column] ?? null}
      error={problems[column]}
      choices={choices[column] ?? []}
      onChange={(value) => onChange(column, value)}
    />
  );
  return fieldRuns(entries).map((run) =>
    run.length > 1 ? (
      <div key={run[0]?.[0]} className={classes.numbers}>
        {run.map(field)}
      </div>
    ) : (
      run.map(field)
    ),
  );
}

/** Short fields that follow each other stand in one line; every other field is a line by itself. */
function fieldRuns(fields: readonly FieldEntry[]): FieldEntry[][] {
  const isShort = ([, { kind }]: FieldEntry) => kind === 'number' || kind === 'choice' || kind === 'day';
  const runs: FieldEntry[][] = [];
  for (const entry of fields) {
    const last = runs.at(-1);
    if (last?.[0] && isShort(entry) && isShort(last[0])) last.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

/** `fixed`: null while nobody can say what the row is. */
export const PreviewSection = ({ fixed, ...preview }: Omit<PreviewProps, 'fixed'> & { fixed: PreviewProps['fixed'] | null }) => (
  <div className={classes.preview}>
    <Section title={words.previewHeading} description={fixed ? words.previewText : words.noPreview}>
      <Suspense fallback={<Skeleton height={160} radius="lg" />}>
        {fixed && <ContentPreview {...preview} fixed={fixed} />}
      </Suspense>
    </Section>
  </div>
);

interface FormEndProps {
  isUnsaved: boolean;
  discard: string;
  onDiscard(): void;
  /** The button that submits. */
  children: ReactNode;
}

/** The end of a form whose text is kept on this device until it is sent. */
export const FormEnd = ({ isUnsaved, discard, onDiscard, children }: FormEndProps) => (
  <>
    {isUnsaved && (
      <Text size="sm" c="dimmed" role="status">
        {words.unsaved}
      </Text>
    )}
    <Group gap="xs" justify="flex-end">
      {isUnsaved && (
        <Button variant="default" onClick={onDiscard}>
          {discard}
        </Button>
      )}
      {children}
    </Group>
  </>
);
