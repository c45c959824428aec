// Shipped content as people see it, from what the form holds.
import { Text } from '@mantine/core';
import type { ContentValues, EditedKind, FixedValues } from '#schema/editing/kinds.ts';
import { LessonText } from '#src/modules/learn/public.ts';
import { PromptPreview } from '#src/modules/listening/public.ts';
import { ItemPreview } from '#src/modules/market/public.ts';
import { QuestPreview } from '#src/modules/quests/public.ts';

interface ContentPreviewProps {
  kind: EditedKind;
  values: ContentValues;
  fixed: FixedValues;
}

export function ContentPreview({ kind, values, fixed }: ContentPreviewProps) {
  const text = (column: string): string => String(values[column] ?? '');
  const number = (column: string): number => Number(values[column] ?? 0);
  const texts = (column: string): string[] => {
    const value = values[column];
    return Array.isArray(value) ? value : [];
  };
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
  }
}
