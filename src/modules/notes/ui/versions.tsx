// The texts that another device's change replaced: shown until the person has chosen.
import { Button, Group, Text, Title } from '@mantine/core';
import { formatMoment } from '#src/format/days.ts';
import { useRun } from '#src/modules/use-run.ts';
import entries from '#src/ui/entries.module.css';
import { dropVersion, takeVersion } from '../commands.ts';
import type { NoteVersion } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './notes.module.css';

const words = strings.versions;
const fieldName = (field: string): string => (words.fields as Readonly<Record<string, string>>)[field] ?? field;

export function Versions({ versions }: { versions: readonly NoteVersion[] }) {
  const run = useRun();
  return (
    <section className={classes.collision} aria-label={words.title}>
      <Title order={2} size="h3">
        {words.title}
      </Title>
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
      <ul className={entries.list}>
        {versions.map((version) => (
          <li key={version.id}>
            <Text size="sm" fw={520} mt="sm">
              {words.kept(fieldName(version.field), formatMoment(version.created_at))}
            </Text>
            <pre className={classes.version}>{version.content}</pre>
            <Group gap="xs">
              <Button variant="default" onClick={() => void takeVersion(run, version)}>
                {words.use}
              </Button>
              <Button variant="subtle" onClick={() => void dropVersion(run, version)}>
                {words.drop}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
    </section>
  );
}
