// A drill: set up, practised, and what it came to.
import { Button, Group, Skeleton, Text } from '@mantine/core';
import { IconArrowLeft, IconEar } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { markDrill, readDrill, type DrillConfig } from '#schema/learn/rules/drills.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRow, useRows } from '#src/replica/public.ts';
import { MissingPage } from '#src/ui/missing-page.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { ReadProblem } from '#src/ui/when-read.tsx';
import { drillByKey, drillSessions, type DrillRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import classes from './drill.module.css';
import { DrillSetup } from './drill-setup.tsx';
import { DrillStatistics } from './drill-statistics.tsx';
import { formatScore, isNaming } from './drill-words.ts';
import { QuestionView } from './question-view.tsx';
import { useDrillSession, type DrillState } from './use-drill-session.ts';

const route = getRouteApi('/studio/learn/drill/$key');
const words = strings.drill;
/** Where the estimate stops at the end of the scale, three right answers out of four were not reached. */
const LOWEST_SCORE = 0.02;

export function DrillPage() {
  const { key } = route.useParams();
  const read = useRow(drillByKey(key), { mayArrive: true });
  if (read.kind === 'loading' || read.kind === 'failed') {
    return (
      <Page title={words.name}>
        {read.kind === 'failed' ? <ReadProblem failed={read} /> : <Skeleton height={480} radius="lg" />}
      </Page>
    );
  }
  const config = read.kind === 'ready' ? readDrill(read.row.config_json) : null;
  if (read.kind === 'missing' || !config) {
    return (
      <MissingPage
        heading={words.name}
        icon={IconEar}
        title={words.missingTitle}
        text={words.missingText}
        back={{ to: '/studio/learn', label: words.back }}
      />
    );
  }
  return <Drill key={read.row.id} drill={read.row} config={config} />;
}

function Drill({ drill, config }: { drill: DrillRow; config: DrillConfig }) {
  const today = useToday();
  const sessions = rowsIfReady(useRows(drillSessions(drill.id)));
  const scoreBefore = sessions?.find(({ score }) => score !== null)?.score ?? null;
  const session = useDrillSession({ drillId: drill.id, drillKey: drill.key, config, today, scoreBefore });
  const { state } = session;
  return (
    <Page title={drill.title} description={drill.description}>
      {state.kind === 'setup' && (
        <DrillSetup
          drill={drill}
          config={config}
          kept={state.kept}
          isReady={sessions !== undefined}
          onBegin={session.begin}
          onResume={session.resume}
        />
      )}
      {state.kind === 'asking' && (
        <QuestionView config={config} state={state} onAnswer={session.answer} onNext={session.next} onEnd={session.end} />
      )}
      {state.kind === 'ended' && <Result config={config} state={state} onAgain={session.again} onSaveAgain={session.saveAgain} />}
      {state.kind !== 'asking' && sessions && <DrillStatistics drill={drill} config={config} sessions={sessions} />}
      <Group>
        <Button component={Link} to="/studio/learn" variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />}>
          {words.back}
        </Button>
      </Group>
    </Page>
  );
}

interface ResultProps {
  config: DrillConfig;
  state: Extract<DrillState, { kind: 'ended' }>;
  onAgain(): void;
  onSaveAgain(): void;
}

function Result({ config, state: { run, save }, onAgain, onSaveAgain }: ResultProps) {
  const { rightCount, score, mistakes } = markDrill(config, run.trials);
  const sentence = isNaming(config) ? words.namedScore : words.scoreOf;
  const isBelow = score !== null && score < LOWEST_SCORE;
  const scoreWords = score === null ? words.noScore : isBelow ? words.belowScale : sentence(formatScore(config, score));
  return (
    <Section title={words.resultTitle}>
      <div role="status">
        {score !== null && !isBelow && <span className={classes.big}>{formatScore(config, score)}</span>}
        <Text className="tabular">{words.result(rightCount, run.trials.length)}</Text>
        <Text c="dimmed">{scoreWords}</Text>
        {mistakes.length > 0 && <Text c="dimmed">{words.cards(mistakes.length)}</Text>}
        {save === 'failed' && <Text c="var(--mantine-color-error)">{words.notSaved}</Text>}
      </div>
      <Group mt="md" gap="xs">
        <Button onClick={onAgain}>{words.again}</Button>
        {save === 'failed' && (
          <Button variant="default" onClick={onSaveAgain}>
            {words.saveAgain}
          </Button>
        )}
      </Group>
    </Section>
  );
}
