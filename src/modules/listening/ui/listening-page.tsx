// Listening: sessions to begin, to go on with, and those that were finished, with how it develops by category.
import { ActionIcon, Badge, Button, Group, Skeleton, Text } from '@mantine/core';
import { IconEar, IconListDetails, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { readPlan } from '#schema/listening/rules/prompts.ts';
import { formatDay } from '#src/format/days.ts';
import { Rooms } from '#src/modules/rooms.tsx';
import { useRun } from '#src/modules/use-run.ts';
import { joinRows, useRows } from '#src/replica/public.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { presetViews, type PresetView } from '../model.ts';
import { presets, prompts, sessions, type SessionRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { CategoryTrends } from './category-trends.tsx';
import classes from './listening.module.css';
import { StartDialog } from './start-dialog.tsx';

const words = strings.start;

export function ListeningPage() {
  const read = joinRows({ presets: useRows(presets()), prompts: useRows(prompts()), sessions: useRows(sessions()) });
  return (
    <Page
      title={strings.title}
      description={strings.description}
      actions={
        <Button
          component={Link}
          to="/studio/listening/prompts"
          variant="default"
          leftSection={<IconListDetails size={18} aria-hidden />}
        >
          {words.managePrompts}
        </Button>
      }
    >
      <Rooms of="/studio" />
      <WhenRead read={read} loading={<Skeleton height={720} radius="lg" />}>
        {({ rows }) => (
          <>
            <Presets views={presetViews(rows.presets, rows.prompts)} />
            <Sessions rows={rows.sessions} />
            <CategoryTrends />
          </>
        )}
      </WhenRead>
    </Page>
  );
}

function Presets({ views }: { views: PresetView[] }) {
  const [chosen, setChosen] = useState<PresetView | null>(null);
  return (
    <Section title={words.heading}>
      <ul className={classes.presets}>
        {views.map((view) => (
          <li key={view.preset.id} className={classes.preset}>
            <div>
              <Text fw={560}>{view.preset.name}</Text>
              <Text size="sm" c="dimmed" mt={4}>
                {view.preset.description}
              </Text>
            </div>
            <Group justify="space-between" gap="xs">
              <Text size="sm" c="dimmed" className="tabular">
                {strings.promptCount(view.prompts.length)} · {strings.minutes(view.seconds)}
              </Text>
              <Button variant="light" aria-label={words.title(view.preset.name)} onClick={() => setChosen(view)}>
                {words.begin}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
      {chosen && <StartDialog view={chosen} onClose={() => setChosen(null)} />}
    </Section>
  );
}

function Sessions({ rows }: { rows: readonly SessionRow[] }) {
  const run = useRun();
  const [removing, setRemoving] = useState<SessionRow | null>(null);
  const texts = strings.history;
  return (
    <Section title={texts.title}>
      {rows.length === 0 ? (
        <EmptyPlace icon={IconEar} title={texts.title} order={3}>
          {texts.empty}
        </EmptyPlace>
      ) : (
        <ul className={classes.rows}>
          {rows.map((session) => (
            <li key={session.id} className={classes.row}>
              <Link to="/studio/listening/session/$id" params={{ id: session.id }} className={classes.rowWords}>
                <span className={classes.rowTitle}>{session.name}</span>
                <Text component="span" size="sm" c="dimmed" className="tabular">
                  {session.track_name ?? texts.gone} · {formatDay(session.day)} · {texts.answered(readPlan(session.plan).length)}
                </Text>
              </Link>
              <Group gap="xs" wrap="nowrap">
                {session.ended_at === null && (
                  <Badge tt="none" variant="light">
                    {texts.unfinished}
                  </Badge>
                )}
                <ActionIcon variant="subtle" color="gray" aria-label={texts.remove} onClick={() => setRemoving(session)}>
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </Group>
            </li>
          ))}
        </ul>
      )}
      {removing && (
        <Confirm
          title={texts.remove}
          text={texts.removeText}
          confirm={texts.remove}
          keep="Cancel"
          isDangerous
          onConfirm={() => {
            void run('listening.remove', { id: removing.id });
            setRemoving(null);
          }}
          onClose={() => setRemoving(null)}
        />
      )}
    </Section>
  );
}
