// A lesson: its text with figures, the quiz, and where the facts come from.
import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconSchool } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { textParts } from '#schema/learn/rules/figures.ts';
import { readQuiz } from '#schema/learn/rules/quiz.ts';
import { useRow, useRows, rowsIfReady } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { ReadProblem } from '#src/ui/when-read.tsx';
import { readSources } from '../../model.ts';
import { lessonByKey, lessonList, type LessonRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import classes from './lesson.module.css';
import { LessonText } from './lesson-text.tsx';
import { QuizForm } from './quiz-form.tsx';
import { useReading } from './use-reading.ts';

export { LessonText } from './lesson-text.tsx';
export { QuizPreview } from './quiz-preview.tsx';

const route = getRouteApi('/studio/learn/lesson/$key');
const words = strings.lesson;

export function LessonPage() {
  const { key } = route.useParams();
  const read = useRow(lessonByKey(key), { mayArrive: true });
  switch (read.kind) {
    case 'loading':
      return (
        <Page title={words.name}>
          <Skeleton height={480} radius="lg" />
        </Page>
      );
    case 'failed':
      return (
        <Page title={words.name}>
          <ReadProblem failed={read} />
        </Page>
      );
    case 'missing':
      return (
        <Page title={words.name}>
          <EmptyPlace icon={IconSchool} title={words.missingTitle} action={<BackButton />}>
            {words.missingText}
          </EmptyPlace>
        </Page>
      );
    case 'ready':
      return <Lesson key={read.row.id} lesson={read.row} />;
  }
}

function Lesson({ lesson }: { lesson: LessonRow }) {
  const quiz = readQuiz(lesson.quiz_json);
  const { refOf, resumeAt, resume } = useReading(lesson, textParts(lesson.content_markdown).length);
  return (
    <Page title={lesson.title} description={lesson.description}>
      <Group gap="xs">
        <Badge tt="none" variant="light">
          {lesson.topic}
        </Badge>
        <Badge tt="none" variant="default">
          {strings.difficulty[lesson.difficulty]}
        </Badge>
        <Text size="sm" c="dimmed" className="tabular">
          {strings.minutes(lesson.duration_minutes ?? 0)}
        </Text>
        {resumeAt !== null && (
          <Button variant="light" ml="auto" onClick={resume}>
            {words.resume}
          </Button>
        )}
      </Group>
      <LessonText markdown={lesson.content_markdown} figures={lesson.figures_json} refOf={refOf} />
      {quiz && <QuizForm lesson={lesson} quiz={quiz} />}
      <Sources value={lesson.sources_json} />
      <NextLesson lessonKey={lesson.key} />
    </Page>
  );
}

function Sources({ value }: { value: unknown }) {
  return (
    <Section title={words.sources}>
      <ul className={classes.sources}>
        {readSources(value).map(({ text, url }) => (
          <li key={text}>
            {url === undefined ? (
              text
            ) : (
              <a href={url} target="_blank" rel="noreferrer noopener">
                {text}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function NextLesson({ lessonKey }: { lessonKey: string }) {
  const lessons = rowsIfReady(useRows(lessonList())) ?? [];
  const place = lessons.findIndex(({ key }) => key === lessonKey);
  const next = place === -1 ? undefined : lessons[place + 1];
  return (
    <Stack gap="xs" align="flex-start">
      {next && (
        <Button
          variant="default"
          h="auto"
          mih={44}
          py={8}
          classNames={{ label: classes.wrapped ?? '' }}
          rightSection={<IconArrowRight size={18} aria-hidden />}
          renderRoot={(props) => <Link to="/studio/learn/lesson/$key" params={{ key: next.key }} {...props} />}
        >
          {words.next(next.title)}
        </Button>
      )}
      <BackButton />
    </Stack>
  );
}

const BackButton = () => (
  <Button component={Link} to="/studio/learn" variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />}>
    {words.back}
  </Button>
);
