// The cards that are due: the answer is said, seen and rated, by touch or by keyboard, and each rating can be taken back.
import { Button, Group, Skeleton, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconCards } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { addDays } from '#schema/day.ts';
import { RATINGS, type Rating } from '#schema/learn/rules/review.ts';
import { useRun } from '#src/modules/use-run.ts';
import { useRows } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { reviewCard } from '../../commands.ts';
import { cardsToday, todaysLimit, type CardView } from '../../model.ts';
import { dueCards } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { usePersonDays } from '../use-due-count.ts';
import { ReviewCard } from './review-card.tsx';

const words = strings.review;

export function ReviewPage() {
  const days = usePersonDays();
  const read = useRows(dueCards(todaysLimit(days.today)));
  /** Tomorrow's cards too, when the person asks for them. */
  const [isAhead, setAhead] = useState(false);
  const until = { ...days, today: addDays(days.today, isAhead ? 1 : 0) };
  const tomorrow = { ...days, today: addDays(days.today, 1) };
  return (
    <Page title={words.title} description={words.description}>
      <WhenRead read={read} loading={<Skeleton height={360} radius="lg" />}>
        {({ rows }) => (
          <Queue
            cards={cardsToday(rows, until)}
            today={days.today}
            aheadCount={isAhead ? 0 : cardsToday(rows, tomorrow).length}
            onAhead={() => setAhead(true)}
          />
        )}
      </WhenRead>
    </Page>
  );
}

interface QueueProps {
  cards: CardView[];
  today: string;
  /** How many more there would be with tomorrow's. */
  aheadCount: number;
  onAhead(): void;
}

function Queue({ cards, today, aheadCount, onAhead }: QueueProps) {
  const run = useRun();
  /** Reviews of this visit, the latest last: what can be taken back. */
  const [done, setDone] = useState<string[]>([]);
  /** The card whose answer is shown, at the time of its review before: rated again, it is a new question. */
  const [shown, setShown] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const current = cards[0];
  const turn = current ? `${current.card.id} ${current.card.reps}` : null;
  const isShown = turn !== null && shown === turn;

  const rate = async (rating: Rating) => {
    if (!current || !isShown || isSaving) return;
    setSaving(true);
    const id = await reviewCard(run, current, rating, today);
    setSaving(false);
    if (id !== null) setDone((before) => [...before, id]);
  };
  const takeBack = async () => {
    const last = done.at(-1);
    if (last === undefined) return;
    if (!(await run('learn.undoReview', { id: last }))) return;
    setDone((before) => before.slice(0, -1));
    // The card is asked again, not only rated again.
    setShown(null);
  };
  const show = () => setShown(turn);
  /** The space bar taps a rhythm. */
  const isTapped = current?.kind === 'drill' && current.config.answer.kind === 'taps';
  useHotkeys([
    ['space', () => !isTapped && show()],
    ...RATINGS.map((rating): [string, () => void] => [String(rating), () => void rate(rating)]),
    ['u', () => void takeBack()],
  ]);

  return (
    <>
      <Group justify="space-between" mih={44}>
        <Text c="dimmed" className="tabular" role="status">
          {words.left(cards.length)}
        </Text>
        {done.length > 0 && (
          <Button variant="subtle" leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={() => void takeBack()}>
            {words.undo}
          </Button>
        )}
      </Group>
      {current ? (
        <ReviewCard key={turn} view={current} isShown={isShown} onShow={show} onRate={(rating) => void rate(rating)} />
      ) : (
        <EmptyPlace
          icon={IconCards}
          title={words.doneTitle}
          action={
            <Group justify="center" gap="xs">
              {aheadCount > 0 && (
                <Button variant="light" onClick={onAhead}>
                  {words.ahead(aheadCount)}
                </Button>
              )}
              <Button component={Link} to="/studio/learn" variant="default">
                {strings.lesson.back}
              </Button>
            </Group>
          }
        >
          {done.length > 0 ? words.done(done.length) : words.doneText}
        </EmptyPlace>
      )}
    </>
  );
}
