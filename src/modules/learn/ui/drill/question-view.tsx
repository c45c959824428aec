// One question: its sounds, the answer, and what it was.
import { Badge, Button, Group, Progress, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { levelAt, LEVELS, type DrillConfig } from '#schema/learn/rules/drills.ts';
import { strings } from '../../strings.ts';
import { AnswerField } from './answer-field.tsx';
import classes from './drill.module.css';
import { formatAnswer, formatScore } from './drill-words.ts';
import { HeardRow, playAll } from './heard-row.tsx';
import type { DrillState } from './use-drill-session.ts';

const words = strings.drill;

interface QuestionViewProps {
  config: DrillConfig;
  state: Extract<DrillState, { kind: 'asking' }>;
  onAnswer(given: readonly number[]): void;
  onNext(): void;
  onEnd(): void;
}

export function QuestionView({ config, state, onAnswer, onNext, onEnd }: QuestionViewProps) {
  const { question, run, answered } = state;
  const number = run.trials.length + (answered ? 0 : 1);
  useEffect(() => playAll(question.heard), [question]);
  const nextButton = useRef<HTMLButtonElement>(null);
  // The answer's button is gone or done: Enter and the space bar go on.
  useEffect(() => {
    if (answered) nextButton.current?.focus();
  }, [answered]);
  useHotkeys(
    [
      ['r', () => playAll(question.heard)],
      ['Enter', () => answered && onNext()],
    ],
    ['BUTTON'],
  );
  return (
    <section className={classes.card} aria-label={words.progress(number, run.count)}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" className="tabular">
          {words.progress(number, run.count)}
        </Text>
        <Group gap="xs">
          <Badge tt="none" variant="light" className="tabular">
            {words.level(levelAt(question.at), LEVELS)}
          </Badge>
          <Badge tt="none" variant="default" className="tabular">
            {formatScore(config, question.at)}
          </Badge>
        </Group>
      </Group>
      <Progress value={(100 * run.trials.length) / run.count} size="sm" aria-label={words.progress(number, run.count)} />
      <HeardRow heard={question.heard} canPlayAll />
      <AnswerField
        key={run.trials.length - (answered ? 1 : 0)}
        config={config}
        question={question}
        answered={answered}
        onAnswer={onAnswer}
      />
      <div className={classes.feedback} role="status">
        {answered && (
          <Text fw={560} data-right={answered.isRight || undefined} className={classes.verdict}>
            {answered.isRight ? <IconCheck size={20} aria-hidden /> : <IconX size={20} aria-hidden />}
            {answered.isRight ? words.right : words.wrong(formatAnswer(config, question.asked))}
          </Text>
        )}
      </div>
      {answered && question.compared && (
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            {words.compare}
          </Text>
          <HeardRow heard={question.compared(answered.given)} />
        </div>
      )}
      <Group justify="space-between" gap="xs">
        <Button variant="subtle" color="gray" onClick={onEnd}>
          {words.end}
        </Button>
        {answered && (
          <Button size="md" rightSection={<IconArrowRight size={18} aria-hidden />} onClick={onNext} ref={nextButton}>
            {run.trials.length >= run.count ? words.finish : words.next}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed" visibleFrom="sm">
        {words.keys[config.answer.kind]}
      </Text>
    </section>
  );
}
