// One card: the question, then the answer with its reasons and when the card would come back after each rating.
import { Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { nextDues, RATINGS, type Rating } from '#schema/learn/rules/review.ts';
import type { Question } from '#schema/learn/rules/quiz.ts';
import { now } from '#src/clock/clock.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { putCardAside } from '../../commands.ts';
import { answerInWords, type CardView } from '../../model.ts';
import { strings } from '../../strings.ts';
import { DrillCard } from './drill-card.tsx';
import { PlayRow } from '../figures/play-row.tsx';
import { formatInterval } from './interval.ts';
import classes from './review.module.css';

const words = strings.review;

interface ReviewCardProps {
  view: CardView;
  isShown: boolean;
  onShow(): void;
  onRate(rating: Rating): void;
}

export function ReviewCard({ view, isShown, onShow, onRate }: ReviewCardProps) {
  return (
    <Stack gap="md">
      <div className={classes.card}>
        {view.kind === 'lesson' && <LessonCard view={view} isShown={isShown} />}
        {view.kind === 'listening' && <ListeningCard view={view} isShown={isShown} />}
        {view.kind === 'drill' && <DrillCard view={view} isShown={isShown} onAnswered={onShow} />}
      </div>
      {isShown ? (
        <Ratings view={view} onRate={onRate} />
      ) : (
        <Button size="lg" onClick={onShow}>
          {words.show}
        </Button>
      )}
      <Aside view={view} />
    </Stack>
  );
}

function ListeningCard({ view, isShown }: { view: Extract<CardView, { kind: 'listening' }>; isShown: boolean }) {
  const { card, ask, expected } = view;
  const note = card.listening_note ?? '';
  return (
    <>
      <Text size="sm" c="dimmed">
        {card.track_name === null ? words.listening : words.listenTo(card.track_name)}
      </Text>
      <Text fw={560} size="lg" mt={4} mb="md">
        {ask}
      </Text>
      {isShown && (
        <div className={classes.answer}>
          {note !== '' && (
            <>
              <Text size="sm" c="dimmed">
                {words.heardThen}
              </Text>
              <Text mb="sm">{note}</Text>
            </>
          )}
          <Text size="sm" c="dimmed">
            {words.expected}
          </Text>
          {expected.map((text) => (
            <Text key={text}>{text}</Text>
          ))}
        </div>
      )}
    </>
  );
}

function LessonCard({ view: { card, question }, isShown }: { view: Extract<CardView, { kind: 'lesson' }>; isShown: boolean }) {
  return (
    <>
      <Text size="sm" c="dimmed">
        {card.lesson_title}
      </Text>
      <Text fw={560} size="lg" mt={4} mb="md">
        {question.ask}
      </Text>
      {question.hear && <PlayRow sounds={question.hear} />}
      {isShown ? <Shown question={question} /> : <Offered question={question} />}
    </>
  );
}

/** The choices, without saying which is right. */
function Offered({ question }: { question: Question }) {
  if (question.kind === 'number') return null;
  const texts = question.kind === 'order' ? [...question.items].sort() : question.choices.map(({ text }) => text);
  return (
    <ul className={classes.choices}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function Shown({ question }: { question: Question }) {
  const { answers, why } = answerInWords(question);
  return (
    <div className={classes.answer}>
      <Text size="sm" c="dimmed">
        {words.answer}
      </Text>
      {answers.map((answer) => (
        <Text key={answer} fw={560}>
          {answer}
        </Text>
      ))}
      {why.map((reason) => (
        <Text key={reason} mt="xs">
          {reason}
        </Text>
      ))}
    </div>
  );
}

function Ratings({ view: { card }, onRate }: { view: CardView; onRate(rating: Rating): void }) {
  const { reviewRetention } = useSettings();
  const at = now();
  const dues = nextDues(card, at, reviewRetention);
  return (
    <div className={classes.ratings} role="group" aria-label={words.hard}>
      {RATINGS.map((rating) => (
        <Button
          key={rating}
          variant={rating === 3 ? 'filled' : 'default'}
          h={60}
          px={4}
          classNames={{ label: classes.rating ?? '' }}
          onClick={() => onRate(rating)}
        >
          <span>{words.ratings[rating]}</span>
          <span className={classes.interval}>{formatInterval(dues[rating].getTime() - at.getTime())}</span>
        </Button>
      ))}
    </div>
  );
}

function Aside({ view }: { view: CardView }) {
  const run = useRun();
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm" c="dimmed" visibleFrom="sm">
        {words.keys}
      </Text>
      <Group gap={0}>
        <SourceLink view={view} />
        <Button variant="subtle" color="gray" onClick={() => void putCardAside(run, view)}>
          {words.aside}
        </Button>
      </Group>
    </Group>
  );
}

function SourceLink({ view }: { view: CardView }) {
  const { card } = view;
  if (view.kind === 'listening') {
    const { sessionId } = view;
    return (
      <Button
        variant="subtle"
        renderRoot={(props) => <Link to="/studio/listening/session/$id" params={{ id: sessionId }} {...props} />}
      >
        {words.openSession}
      </Button>
    );
  }
  const { lesson_key: lessonKey, drill_key: drillKey } = card;
  if (lessonKey !== null) {
    return (
      <Button
        variant="subtle"
        renderRoot={(props) => <Link to="/studio/learn/lesson/$key" params={{ key: lessonKey }} {...props} />}
      >
        {words.openLesson}
      </Button>
    );
  }
  if (drillKey === null) return null;
  return (
    <Button variant="subtle" renderRoot={(props) => <Link to="/studio/learn/drill/$key" params={{ key: drillKey }} {...props} />}>
      {words.openDrill}
    </Button>
  );
}
