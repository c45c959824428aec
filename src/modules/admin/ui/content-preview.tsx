// Shipped content as people see it, from what the form holds.
import { Text } from '@mantine/core';
import { readQuiz } from '#schema/learn/rules/quiz.ts';
import type { JsonValue } from '#schema/database.ts';
import type { ContentValues, EditedKind, FixedValues } from '#schema/editing/kinds.ts';
import type { ContentAnswer } from '#schema/protocol/admin.ts';
import { LessonText, QuizPreview } from '#src/modules/learn/public.ts';
import { FlowPreview, StepPreview } from '#src/modules/onboarding/public.ts';
import { contentWords as words } from '../content-words.ts';
import { PromptPreview } from '#src/modules/listening/public.ts';
import { ItemPreview } from '#src/modules/market/public.ts';
import { QuestPreview } from '#src/modules/quests/public.ts';

export interface PreviewProps {
  kind: EditedKind;
  values: ContentValues;
  fixed: FixedValues;
  choices: ContentAnswer['choices'];
}

export function ContentPreview({ kind, values, fixed, choices }: PreviewProps) {
  const text = (column: string): string => String(values[column] ?? '');
  const textOrNull = (column: string): string | null => (values[column] === null ? null : text(column));
  const number = (column: string): number => Number(values[column] ?? 0);
  const texts = (column: string): string[] => {
    const value = values[column];
    return Array.isArray(value) ? value : [];
  };
  const quiz = readQuiz(values['quiz_json']);
  switch (kind) {
    case 'quests':
      return (
        <QuestPreview
          title={text('title')}
          description={text('description')}
          goal={Math.max(1, number('target'))}
          xp={number('xp_reward')}
          coins={number('coin_reward')}
          type={String(fixed['type'])}
          targetType={String(fixed['target_type'])}
          targetConfig={fixed['target_config']}
        />
      );
    case 'items':
      return (
        <ItemPreview
          name={text('name')}
          description={text('description')}
          cost={number('cost_coins')}
          rarity={text('rarity')}
          stock={values['total_stock'] === null ? null : number('total_stock')}
          until={values['available_until'] === null ? null : new Date(`${text('available_until')}T00:00:00Z`)}
          category={String(fixed['category'])}
          effect={fixed['effect']}
        />
      );
    case 'lessons':
      return (
        <>
          <Text fw={620} fz="h3">
            {text('title')}
          </Text>
          <Text c="dimmed" mb="md">
            {text('description')}
          </Text>
          <LessonText markdown={text('content_markdown')} figures={fixed['figures_json']} />
          {quiz && (
            <>
              <Text fw={620} fz="h3" mt="xl" mb="md">
                {words.quiz.heading}
              </Text>
              <QuizPreview quiz={quiz} />
            </>
          )}
        </>
      );
    case 'prompts':
      return (
        <PromptPreview
          name={text('name')}
          text={text('prompt_text')}
          category={text('category')}
          hints={texts('hints')}
          expected={texts('expected_observations')}
          scale={values['scale_low'] === undefined ? null : [text('scale_low'), text('scale_high')]}
          isComparison={fixed['answer_kind'] === 'comparison'}
        />
      );
    case 'introductions': {
      const labelOf = (id: string) => choices['step_ids']?.find(({ value }) => value === id)?.label ?? id;
      return <FlowPreview name={text('name')} description={textOrNull('description')} steps={texts('step_ids').map(labelOf)} />;
    }
    case 'steps':
      return (
        <StepPreview
          step={{
            title: text('title'),
            options: (fixed['options'] ?? []) as JsonValue,
            allows_multiple: fixed['allows_multiple'] === true,
            action_type: typeof fixed['action_type'] === 'string' ? fixed['action_type'] : null,
            action_config: (fixed['action_config'] ?? {}) as JsonValue,
          }}
          description={textOrNull('description')}
          fallback={values['target_selector'] === null ? undefined : textOrNull('fallback_content')}
        />
      );
  }
}
