// A session: prompts in turn over the player, each answered, then compared with what others listen for and with the analysis.
import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconArrowLeft, IconEar } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { joinRows, useRow, useRows } from '#src/replica/public.ts';
import { Page } from '#src/ui/page.tsx';
import { RecordPage } from '#src/ui/record-page.tsx';
import { Section } from '#src/ui/section.tsx';
import { Transport, useDeckTrack, usePlayer, useTrack, type PlayerState, type TrackPlayerApi } from '../../tracks/public.ts';
import { plannedViews, type MeasuredTrack, type PlannedView } from '../model.ts';
import { answersOfSession, prompts, sessionById, type OneSessionRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { AnswerView } from './answer-view.tsx';
import classes from './listening.module.css';
import { PromptCard } from './prompt-card.tsx';
import { useListeningKeys } from './use-listening-keys.ts';

export { PromptPreview } from './prompt-preview.tsx';

const route = getRouteApi('/studio/listening/session/$id');
const words = strings.session;

export function SessionPage() {
  const { id } = route.useParams();
  const read = useRow(sessionById(id), { mayArrive: true });
  const rest = joinRows({ prompts: useRows(prompts()), answers: useRows(answersOfSession(id)) });
  return (
    <RecordPage
      title={strings.title}
      record={read}
      beside={rest}
      missing={{
        heading: strings.title,
        icon: IconEar,
        title: words.missingTitle,
        text: words.missingText,
        back: { to: '/studio/listening', label: words.back },
      }}
    >
      {(row, rows) => <Session key={id} session={row} views={plannedViews(row.plan, rows.prompts, rows.answers)} />}
    </RecordPage>
  );
}

function Session({ session, views }: { session: OneSessionRow; views: PlannedView[] }) {
  const own = useHeard(session.track_id);
  const reference = useHeard(session.reference_track_id);
  const { player, state } = usePlayer({ to: `/studio/listening/session/${session.id}` });
  useEffect(() => {
    if (own.deck) player.load(own.deck);
  }, [player, own.deck]);
  useEffect(() => {
    if (own.deck) player.compareWith(reference.deck);
  }, [player, own.deck, reference.deck]);
  const region = regionOf(session);
  const { startMs, endMs } = region ?? {};
  const isLoaded = state.a !== null && state.status !== 'loading' && state.status !== 'empty';
  useEffect(() => {
    if (isLoaded && startMs !== undefined && endMs !== undefined) player.setLoop({ startMs, endMs });
  }, [player, isLoaded, startMs, endMs]);
  const toggleLoop = () => player.setLoop(state.loop ? null : region);
  return (
    <Page title={session.name} description={own.name ?? undefined}>
      {session.ended_at === null ? (
        <Running
          session={session}
          views={views}
          player={player}
          state={state}
          own={own.measured}
          reference={reference.measured}
        />
      ) : (
        <Finished session={session} views={views} own={own.measured} reference={reference.measured} />
      )}
      {session.track_id === null ? (
        <Text c="dimmed">{words.noSound}</Text>
      ) : (
        <Transport player={player} state={state} onLoop={toggleLoop} canLoop={region !== null}>
          {state.b && (
            <SegmentedControl
              aria-label={words.ab}
              data={[
                { value: 'a', label: 'A' },
                { value: 'b', label: 'B' },
              ]}
              value={state.active}
              onChange={(value) => player.switchTo(value === 'b' ? 'b' : 'a')}
            />
          )}
        </Transport>
      )}
      <Group>
        <Button component={Link} to="/studio/listening" variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />}>
          {words.back}
        </Button>
      </Group>
    </Page>
  );
}

function regionOf({ region_start_ms, region_end_ms }: OneSessionRow): { startMs: number; endMs: number } | null {
  return region_start_ms !== null && region_end_ms !== null ? { startMs: region_start_ms, endMs: region_end_ms } : null;
}

/** A track as it is heard and as it was measured. */
function useHeard(trackId: string | null) {
  const read = useTrack(trackId);
  const { track, analysis } = read.kind === 'ready' ? read : { track: null, analysis: null };
  const deck = useDeckTrack(track, analysis);
  const measured: MeasuredTrack | null = analysis?.summary
    ? { summary: analysis.summary, sectionCount: analysis.events.sectionsMs.length + 1 }
    : null;
  return { deck, measured, name: track?.name ?? null };
}

interface RunningProps {
  session: OneSessionRow;
  views: PlannedView[];
  player: TrackPlayerApi;
  state: PlayerState;
  own: MeasuredTrack | null;
  reference: MeasuredTrack | null;
}

function Running({ session, views, player, state, own, reference }: RunningProps) {
  const run = useRun();
  const today = useToday();
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  /** The prompt whose answer is looked at before the next one. */
  const [shown, setShown] = useState<string | null>(null);
  useListeningKeys(player, state);
  const open = views.findIndex(({ prompt, answer }) => !answer && !skipped.includes(prompt.id));
  const shownPlace = shown === null ? -1 : views.findIndex(({ prompt }) => prompt.id === shown);
  const finish = () => void run('listening.finish', { id: session.id, day: today });
  const shownView = views[shownPlace];
  if (shownView?.answer) {
    return (
      <section className={classes.card} aria-label={words.progress(shownPlace + 1, views.length)}>
        <AnswerView view={{ ...shownView, answer: shownView.answer }} own={own} reference={reference} />
        <Group justify="flex-end">
          <Button onClick={open === -1 ? finish : () => setShown(null)}>{open === -1 ? words.finish : words.next}</Button>
        </Group>
      </section>
    );
  }
  const view = views[open];
  if (!view) {
    return (
      <section className={classes.card} aria-label={session.name}>
        <Text>{words.done(views.filter(({ answer }) => answer).length)}</Text>
        <Group justify="flex-end">
          <Button onClick={finish}>{words.finish}</Button>
        </Group>
      </section>
    );
  }
  return (
    <PromptCard
      key={view.prompt.id}
      sessionId={session.id}
      view={view}
      place={open}
      count={views.length}
      hasReference={session.reference_track_id !== null}
      player={player}
      state={state}
      onSaved={() => setShown(view.prompt.id)}
      onSkip={() => setSkipped([...skipped, view.prompt.id])}
    />
  );
}

interface FinishedProps {
  session: OneSessionRow;
  views: PlannedView[];
  own: MeasuredTrack | null;
  reference: MeasuredTrack | null;
}

function Finished({ session, views, own, reference }: FinishedProps) {
  const { track_id: trackId } = session;
  return (
    <>
      <Section title={words.doneTitle}>
        <Text role="status">{words.done(views.filter(({ answer }) => answer).length)}</Text>
        {trackId !== null && (
          <Button
            mt="md"
            variant="default"
            renderRoot={(props) => <Link to="/studio/track/$id" params={{ id: trackId }} {...props} />}
          >
            {words.openTrack}
          </Button>
        )}
      </Section>
      {views.map((view) => (
        <section key={view.prompt.id} className={classes.card} aria-label={view.prompt.name}>
          {view.answer ? (
            <AnswerView view={{ ...view, answer: view.answer }} own={own} reference={reference} />
          ) : (
            <Text c="dimmed">
              {view.prompt.name}: {words.unanswered}
            </Text>
          )}
        </section>
      ))}
    </>
  );
}
