// One field of shipped content, by its description.
import { NativeSelect, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import type { Field, FieldValue } from '#schema/editing/fields.ts';
import type { EditedKind } from '#schema/editing/kinds.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { DayField } from '#src/ui/time-fields.tsx';
import { contentWords as words } from '../content-words.ts';
import classes from './content.module.css';

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
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'line':
      return (
        <TextInput {...described} maxLength={field.max} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
      );
    case 'text':
    case 'markdown':
      return (
        <Textarea
          {...described}
          autosize
          minRows={field.kind === 'text' ? 2 : 16}
          maxRows={field.kind === 'text' ? 10 : 40}
          maxLength={field.max}
          classNames={field.kind === 'markdown' ? { input: classes.markdown ?? '' } : {}}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'texts':
      return (
        <Textarea
          {...described}
          autosize
          minRows={3}
          maxRows={16}
          value={Array.isArray(value) ? value.join('\n') : ''}
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
    case 'reference': {
      const data =
        field.kind === 'reference' ? choices : field.options.map((one) => ({ value: one, label: words.option(column, one) }));
      return (
        <NativeSelect {...described} data={[...data]} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
      );
    }
    case 'day':
      return (
        <DayField
          label={label}
          error={error}
          firstWeekday={firstWeekday}
          isClearable
          value={text === '' ? null : text}
          onChange={onChange}
        />
      );
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
