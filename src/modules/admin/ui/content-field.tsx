// One field of shipped content, by its description.
import { NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import type { Field, FieldValue } from '#schema/editing/fields.ts';
import type { EditedKind } from '#schema/editing/kinds.ts';
import { readQuiz } from '#schema/learn/rules/quiz.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { DayField } from '#src/ui/time-fields.tsx';
import { contentWords as words } from '../content-words.ts';
import { ChoicesField, OneOfField, OrderField } from './content-choice-fields.tsx';
import classes from './content.module.css';
import { QuizField } from './quiz-field.tsx';

interface ContentFieldProps {
  kind: EditedKind;
  column: string;
  field: Field;
  value: FieldValue;
  error: string | undefined;
  /** Of a field that refers to another table. */
  choices: readonly { value: string; label: string }[];
  onChange(value: FieldValue): void;
}

const BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

export function ContentField({ kind, column, field, value, error, choices, onChange }: ContentFieldProps) {
  const { firstWeekday } = useSettings();
  const label = words.field(kind, column);
  // The words below the field, so that fields of one line stand at one height.
  const described = { label, description: words.hint(kind, column), error, inputWrapperOrder: BELOW };
  switch (field.kind) {
    case 'line':
    case 'path':
      return (
        <TextInput
          {...described}
          maxLength={field.max}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'text':
      return (
        <Textarea
          {...described}
          {...{ autosize: true, minRows: 2, maxRows: 10, maxLength: field.max }}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'markdown':
      return (
        <Textarea
          {...described}
          {...{ autosize: true, minRows: 16, maxRows: 40, maxLength: field.max }}
          classNames={{ input: classes.markdown ?? '' }}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'texts':
      return (
        <Textarea
          {...described}
          {...{ autosize: true, minRows: 3, maxRows: 16 }}
          value={listOf(value).join('\n')}
          onChange={(event) => onChange(event.currentTarget.value.split('\n'))}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...described}
          min={field.min}
          max={field.max}
          clampBehavior="none"
          allowDecimal={false}
          thousandSeparator=","
          value={typeof value === 'number' ? value : ''}
          onChange={(number) => onChange(typeof number === 'number' ? number : null)}
        />
      );
    case 'choice':
    case 'reference':
      return <OneOfField {...described} {...{ column, field, choices, onChange }} value={textOf(value)} />;
    case 'choices':
      return <ChoicesField {...{ column, label, error, onChange }} options={field.options} value={listOf(value)} />;
    case 'order':
      return <OrderField {...{ label, error, choices, onChange }} value={listOf(value)} />;
    case 'day':
      return (
        <DayField
          label={label}
          error={error}
          firstWeekday={firstWeekday}
          isClearable
          value={textOf(value) || null}
          onChange={onChange}
        />
      );
    case 'quiz':
      return <QuizField label={label} error={error} quiz={readQuiz(value) ?? { questions: [] }} onChange={onChange} />;
    case 'switch':
      return (
        <Switch
          label={label}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
  }
}

const textOf = (value: FieldValue): string => (typeof value === 'string' ? value : '');
const listOf = (value: FieldValue): readonly string[] => (Array.isArray(value) ? value : []);
