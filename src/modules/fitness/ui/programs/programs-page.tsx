// Programs: the ones a person has, and those that are shipped.
import { Badge, Button, Group, Skeleton, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useRows } from '#src/replica/public.ts';
import listClasses from '#src/ui/list.module.css';
import { OneLine } from '#src/ui/one-line.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { planStrings } from '../../plan-strings.ts';
import { programs, programTemplates, type ProgramRow } from '../../queries.ts';
import { OwnProgramDialog } from './own-program-dialog.tsx';
import classes from '../routines/routines.module.css';

const words = planStrings.programs;

export function ProgramsPage() {
  const own = useRows(programs());
  const shipped = useRows(programTemplates());
  const [isMaking, setMaking] = useState(false);
  return (
    <Page isNarrow title={words.title} description={words.description}>
      <WhenRead read={own} loading={<Skeleton height={80} radius="lg" />}>
        {({ rows }) =>
          rows.length === 0 ? null : (
            <Section title={words.mine}>
              <ul className={listClasses.list}>
                {rows.map((program) => (
                  <li key={program.id}>
                    <OwnProgram program={program} />
                  </li>
                ))}
              </ul>
            </Section>
          )
        }
      </WhenRead>
      <Section
        title={words.shipped}
        actions={
          <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setMaking(true)}>
            {words.own}
          </Button>
        }
      >
        <WhenRead read={shipped} loading={<Skeleton height={520} radius="lg" />}>
          {({ rows }) => (
            <ul className={listClasses.list}>
              {rows.map((program) => (
                <li key={program.id} className={classes.row}>
                  <Link to="/train/programs/shipped/$id" params={{ id: program.id }} className={classes.rowLink}>
                    <OneLine fw={520}>{program.name}</OneLine>
                    <Text component="span" size="sm">
                      {program.goal}
                    </Text>
                    <Text component="span" size="sm" c="dimmed">
                      {words.levels[program.difficulty]} · {words.facts(program.duration_weeks, program.days_per_week)}
                    </Text>
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </WhenRead>
      </Section>
      {isMaking && <OwnProgramDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}

function OwnProgram({ program }: { program: ProgramRow }) {
  const state = program.completed_at !== null ? words.finished : program.is_active ? words.current : words.paused;
  return (
    <Link to="/train/programs/$id" params={{ id: program.id }} className={classes.rowLink}>
      <Group justify="space-between" wrap="nowrap" pe="md">
        <OneLine fw={520}>{program.name}</OneLine>
        <Badge variant={program.is_active ? 'filled' : 'light'} tt="none" style={{ flex: 'none' }}>
          {state}
        </Badge>
      </Group>
    </Link>
  );
}
