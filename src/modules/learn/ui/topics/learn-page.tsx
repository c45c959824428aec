// Every topic with its lessons, what to go on with, and the cards that are due.
import { Badge, Button, Group, Skeleton, Text } from '@mantine/core';
import {
  IconBarbell,
  IconBrain,
  IconChartBar,
  IconCheck,
  IconEar,
  IconMetronome,
  IconMusic,
  IconSchool,
  IconVolume,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { readDrill } from '#schema/learn/rules/drills.ts';
import { Rooms } from '#src/modules/rooms.tsx';
import { joinRows, useRows } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { nextLesson, topicViews, type TopicView } from '../../model.ts';
import { drillList, lessonList, topics, type DrillListRow, type LessonListRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { formatScore } from '../drill/drill-words.ts';
import { useDueCount } from '../use-due-count.ts';
import classes from './topics.module.css';

const words = strings.topics;
const icons = {
  ear: IconEar,
  volume: IconVolume,
  music: IconMusic,
  metronome: IconMetronome,
  barbell: IconBarbell,
  brain: IconBrain,
};

export function LearnPage() {
  const read = joinRows({ topics: useRows(topics()), lessons: useRows(lessonList()), drills: useRows(drillList()) });
  return (
    <Page
      title={strings.title}
      description={strings.description}
      actions={
        <Button
          component={Link}
          to="/studio/learn/statistics"
          variant="default"
          leftSection={<IconChartBar size={18} aria-hidden />}
        >
          {words.statistics}
        </Button>
      }
    >
      <Rooms of="/studio" />
      <WhenRead read={read} loading={<Skeleton height={720} radius="lg" />}>
        {({ rows }) => <Topics views={topicViews(rows.topics, rows.lessons, rows.drills)} next={nextLesson(rows.lessons)} />}
      </WhenRead>
    </Page>
  );
}

function Topics({ views, next }: { views: TopicView[]; next: LessonListRow | undefined }) {
  if (views.every(({ lessons }) => lessons.length === 0)) {
    return (
      <EmptyPlace icon={IconSchool} title={words.emptyTitle}>
        {words.emptyText}
      </EmptyPlace>
    );
  }
  return (
    <>
      <div className={classes.first}>
        <Next lesson={next} />
        <Due />
      </div>
      <div className={classes.topics}>
        {views.map((topic) => (
          <Topic key={topic.id} topic={topic} />
        ))}
      </div>
    </>
  );
}

function Next({ lesson }: { lesson: LessonListRow | undefined }) {
  if (!lesson) {
    return (
      <div className={classes.card}>
        <Text>{words.allFinished}</Text>
      </div>
    );
  }
  return (
    <div className={classes.card}>
      <div>
        <Text size="sm" c="dimmed">
          {lesson.status === null ? words.start : words.goOn}
        </Text>
        <Text fw={560}>{lesson.title}</Text>
      </div>
      <Button renderRoot={(props) => <Link to="/studio/learn/lesson/$key" params={{ key: lesson.key }} {...props} />}>
        {lesson.status === null ? strings.today.start : strings.today.goOn}
      </Button>
    </div>
  );
}

function Due() {
  const due = useDueCount();
  return (
    <div className={classes.card}>
      <div>
        <Text size="sm" c="dimmed">
          {strings.review.title}
        </Text>
        <Text fw={560} className="tabular">
          {due === null ? '…' : strings.review.due(due)}
        </Text>
      </div>
      <Button component={Link} to="/studio/learn/review" variant={due ? 'filled' : 'default'}>
        {strings.review.start}
      </Button>
    </div>
  );
}

function Topic({ topic }: { topic: TopicView }) {
  const TopicIcon = icons[topic.icon as keyof typeof icons] ?? IconSchool;
  const titleId = `topic-${topic.key}`;
  return (
    <section className={classes.topic} aria-labelledby={titleId}>
      <Group gap="sm" wrap="nowrap" align="flex-start" className={classes.head}>
        <TopicIcon size={24} stroke={1.6} aria-hidden className={classes.icon} />
        <div>
          <h2 id={titleId} className={classes.name}>
            {topic.name}
          </h2>
          <Text size="sm" c="dimmed">
            {topic.description}
          </Text>
          <Text size="sm" c="dimmed" className="tabular" mt={4}>
            {words.finished(topic.finished, topic.lessons.length)}
          </Text>
        </div>
      </Group>
      <ul className={classes.lessons}>
        {topic.lessons.map((lesson) => (
          <li key={lesson.id}>
            <Link to="/studio/learn/lesson/$key" params={{ key: lesson.key }} className={classes.lesson}>
              <span className={classes.words}>
                <span className={classes.title}>{lesson.title}</span>
                <Text component="span" size="sm" c="dimmed" className="tabular">
                  {strings.difficulty[lesson.difficulty]} · {strings.minutes(lesson.duration_minutes ?? 0)}
                </Text>
              </span>
              <State lesson={lesson} />
            </Link>
          </li>
        ))}
      </ul>
      {topic.drills.length > 0 && <Drills drills={topic.drills} titleId={`drills-${topic.key}`} />}
    </section>
  );
}

function Drills({ drills, titleId }: { drills: DrillListRow[]; titleId: string }) {
  return (
    <>
      <h3 id={titleId} className={classes.subhead}>
        {words.drills}
      </h3>
      <ul className={classes.lessons} aria-labelledby={titleId}>
        {drills.map((drill) => (
          <li key={drill.id}>
            <Link to="/studio/learn/drill/$key" params={{ key: drill.key }} className={classes.lesson}>
              <span className={classes.words}>
                <span className={classes.title}>{drill.title}</span>
                <Text component="span" size="sm" c="dimmed">
                  {strings.difficulty[drill.difficulty]}
                </Text>
              </span>
              <Reached drill={drill} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Reached({ drill: { best_score, config_json } }: { drill: DrillListRow }) {
  const config = readDrill(config_json);
  if (best_score === null || !config) return null;
  return (
    <Badge tt="none" variant="light" className="tabular">
      {formatScore(config, best_score)}
    </Badge>
  );
}

function State({ lesson: { status, position, quiz_score } }: { lesson: LessonListRow }) {
  if (status === 'completed') {
    return (
      <Badge tt="none" variant="light" leftSection={<IconCheck size={14} aria-hidden />} className="tabular">
        {quiz_score === null ? words.done : words.score(quiz_score)}
      </Badge>
    );
  }
  if (status === 'in_progress') {
    return (
      <Badge tt="none" variant="default" className="tabular">
        {words.begun(Math.round((position ?? 0) * 100))}
      </Badge>
    );
  }
  return null;
}
