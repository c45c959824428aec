// A card of a drill: what was answered wrong is asked again, with the same difficulty.
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { isTrialRight } from '#schema/learn/rules/drills.ts';
import { askOf } from '../../drills/ask.ts';
import { seededRandom } from '../../drills/random.ts';
import type { CardView } from '../../model.ts';
import { strings } from '../../strings.ts';
import { AnswerField } from '../drill/answer-field.tsx';
import { formatAnswer } from '../drill/drill-words.ts';
import { HeardRow } from '../drill/heard-row.tsx';
import type { Answered } from '../drill/use-drill-session.ts';

interface DrillCardProps {
  view: Extract<CardView, { kind: 'drill' }>;
  isShown: boolean;
  onAnswered(): void;
}

/** Another number for each card and each of its turns: the key or the tempo changes, what is asked stays. */
function seedOf(id: string, turn: number): number {
  let seed = turn + 1;
  for (const char of id) seed = Math.imul(seed ^ (char.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return seed;
}

export function DrillCard({ view: { card, config, item }, isShown, onAnswered }: DrillCardProps) {
  const [question] = useState(() =>
    askOf(card.drill_key ?? '')?.({
      config,
      at: item.at,
      random: seededRandom(seedOf(card.id, card.reps)),
      material: null,
      asked: item.asked,
    }),
  );
  const [answered, setAnswered] = useState<Answered | null>(null);
  if (!question) return <Text c="dimmed">{strings.drill.missingText}</Text>;
  // Shown without an answer, the choice that is right is marked and none is wrong.
  const shown = answered ?? (isShown ? { given: question.asked, isRight: true } : null);
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" c="dimmed">
          {card.drill_title}
        </Text>
        <Text fw={560} size="lg" mt={4}>
          {card.drill_description}
        </Text>
      </div>
      <HeardRow heard={question.heard} canPlayAll />
      <AnswerField
        config={config}
        question={question}
        answered={shown}
        onAnswer={(given) => {
          if (shown) return;
          setAnswered({ given, isRight: isTrialRight(config, { at: question.at, asked: question.asked, given }) });
          onAnswered();
        }}
      />
      {shown && (
        <Text fw={560} role="status">
          {answered && !answered.isRight
            ? strings.drill.wrong(formatAnswer(config, question.asked))
            : formatAnswer(config, question.asked)}
        </Text>
      )}
    </Stack>
  );
}
