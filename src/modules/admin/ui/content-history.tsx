// What was changed of one row of shipped content, and how it differs from what the app ships.
import { Button, Group, Text } from '@mantine/core';
import type { FieldValue } from '#schema/editing/fields.ts';
import { changedColumns, type EditedKind } from '#schema/editing/kinds.ts';
import type { ContentAnswer, ContentVersion } from '#schema/protocol/admin.ts';
import { formatMoment } from '#src/format/days.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { valueInWords } from '../content-model.ts';
import { contentWords as words } from '../content-words.ts';
import adminClasses from './admin.module.css';
import classes from './content.module.css';

interface HistoryProps {
  kind: EditedKind;
  answer: ContentAnswer;
  isBusy: boolean;
  onPutBack(version: ContentVersion): void;
}

export const ContentHistory = ({ kind, answer, isBusy, onPutBack }: HistoryProps) => (
  <Section title={words.history} description={words.historyText}>
    {answer.versions.length === 0 ? (
      <Text c="dimmed">{words.noHistory}</Text>
    ) : (
      <List label={words.history}>
        {answer.versions.map((version) => (
          <Version
            key={version.id}
            kind={kind}
            version={version}
            choices={answer.choices}
            isBusy={isBusy}
            onPutBack={() => onPutBack(version)}
          />
        ))}
      </List>
    )}
  </Section>
);

interface VersionProps {
  kind: EditedKind;
  version: ContentVersion;
  choices: ContentAnswer['choices'];
  isBusy: boolean;
  onPutBack(): void;
}

function Version({ kind, version: { at, by, action, changed, before }, choices, isBusy, onPutBack }: VersionProps) {
  const when = formatMoment(new Date(at));
  const names = changed.map((column) => words.field(kind, column)).join(', ');
  return (
    <ListRow
      actions={
        changed.length > 0 && (
          <Button variant="default" aria-label={words.putBackLabel(when)} disabled={isBusy} onClick={onPutBack}>
            {words.putBack}
          </Button>
        )
      }
    >
      <Text fw={520} className={adminClasses.long}>
        {by ?? words.somebody} {words.action(action, names)}
      </Text>
      <Text size="sm" c="dimmed" className="tabular">
        {when}
      </Text>
      {changed.length > 0 && (
        <details className={adminClasses.details}>
          <summary>{words.before}</summary>
          <Values kind={kind} columns={changed} values={before} choices={choices} />
        </details>
      )}
    </ListRow>
  );
}

interface ValuesProps {
  kind: EditedKind;
  columns: readonly string[];
  values: Readonly<Record<string, FieldValue>>;
  choices: ContentAnswer['choices'];
}

const Values = ({ kind, columns, values, choices }: ValuesProps) =>
  columns.map((column) => (
    <div key={column}>
      <Text size="sm" fw={520} component="div">
        {words.field(kind, column)}
      </Text>
      <div className={classes.value}>{valueInWords(column, values[column], choices[column] ?? [])}</div>
    </div>
  ));

interface ShippedProps {
  kind: EditedKind;
  answer: ContentAnswer;
  isBusy: boolean;
  onTake(): void;
}

/** Only for a row that was changed here. */
export function ShippedText({ kind, answer: { values, shipped, choices }, isBusy, onTake }: ShippedProps) {
  const differing = shipped ? changedColumns(values, shipped) : [];
  return (
    <Section
      title={shipped ? words.shippedHeading : words.goneTitle}
      description={shipped ? (differing.length === 0 ? words.sameAsShipped : words.shippedText) : words.goneText}
    >
      {shipped && <Values kind={kind} columns={differing} values={shipped} choices={choices} />}
      <Group>
        <Button variant="default" disabled={isBusy} onClick={onTake}>
          {shipped ? words.take : words.giveUp}
        </Button>
      </Group>
    </Section>
  );
}
