// The quiz of a lesson: answered as a whole, then marked with an explanation for each choice.
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import {
  markQuiz,
  PASS_PERCENT,
  isPassed,
  shuffledPlaces,
  type Answer,
  type Answers,
  type Quiz,
} from '#schema/learn/rules/quiz.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { Problem } from '#src/ui/problem.tsx';
import { Section } from '#src/ui/section.tsx';
import { answerQuiz } from '../../commands.ts';
import type { LessonRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { Attempts } from './attempts.tsx';
import { QuestionField } from './question-field.tsx';

const words = strings.quiz;

/** Items that are to be ordered stand in some order from the beginning: moving them is the answer. */
const firstAnswers = ({ questions }: Quiz): Answers =>
  Object.fromEntries(
    questions.flatMap((one) => (one.kind === 'order' ? [[one.key, shuffledPlaces(one.key, one.items.length)]] : [])),
  );

export function QuizForm({ lesson, quiz }: { lesson: LessonRow; quiz: Quiz }) {
  const save = useSave();
  const today = useToday();
  const [answers, setAnswers] = useState<Answers>(() => firstAnswers(quiz));
  const [isChecked, setChecked] = useState(false);
  const [problem, setProblem] = useState<CadenceError | null>(null);
  const unanswered = quiz.questions.filter(({ key }) => (answers[key]?.length ?? 0) === 0).length;
  const [isAsked, setAsked] = useState(false);

  const check = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (unanswered > 0 || isChecked) return;
    const outcome = await answerQuiz(save, lesson.id, today, answers);
    setProblem(outcome.ok ? null : outcome.error);
    if (outcome.ok) setChecked(true);
  };
  const again = () => {
    setAnswers(firstAnswers(quiz));
    setChecked(false);
    setAsked(false);
  };
  const answer = (key: string, given: Answer) => setAnswers((before) => ({ ...before, [key]: given }));

  return (
    <Section
      title={words.title}
      description={words.description(PASS_PERCENT)}
      actions={
        lesson.quiz_score !== null && (
          <Text size="sm" c="dimmed" className="tabular">
            {words.best(lesson.quiz_score)}
          </Text>
        )
      }
    >
      <form onSubmit={(event) => void check(event)}>
        <Stack gap="lg">
          {quiz.questions.map((question) => (
            <QuestionField
              key={question.key}
              question={question}
              answer={answers[question.key] ?? []}
              isChecked={isChecked}
              onAnswer={(given) => answer(question.key, given)}
            />
          ))}
          {problem && <Problem error={problem} />}
          {isChecked ? (
            <Result quiz={quiz} answers={answers} onAgain={again} />
          ) : (
            <Group gap="md">
              <Button type="submit">{words.check}</Button>
              <Text size="sm" c="dimmed" role="status">
                {isAsked && unanswered > 0 ? words.unanswered(unanswered) : ''}
              </Text>
            </Group>
          )}
        </Stack>
      </form>
      <Attempts lessonId={lesson.id} />
    </Section>
  );
}

function Result({ quiz, answers, onAgain }: { quiz: Quiz; answers: Answers; onAgain(): void }) {
  const marked = markQuiz(quiz, answers);
  return (
    <Stack gap="xs" align="flex-start" role="status">
      <Text fw={560}>
        {isPassed(marked)
          ? words.passed(marked.rightCount, marked.questionCount)
          : words.failed(marked.rightCount, marked.questionCount)}
      </Text>
      {marked.mistakes.length > 0 && <Text c="dimmed">{words.cards(marked.mistakes.length)}</Text>}
      <Button variant="default" onClick={onAgain}>
        {words.again}
      </Button>
    </Stack>
  );
}
