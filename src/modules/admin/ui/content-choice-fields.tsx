// The fields of content that are chosen: one of some options, several of them, and the order of rows.
import { Chip, Group, Input, NativeSelect, Text, type NativeSelectProps } from '@mantine/core';
import type { Field } from '#schema/editing/fields.ts';
import { moved } from '#src/moved.ts';
import { SortableList } from '#src/ui/sortable-list.tsx';
import { contentWords as words } from '../content-words.ts';
import classes from './admin.module.css';

interface Option {
  value: string;
  label: string;
}

interface OneOfFieldProps extends Pick<NativeSelectProps, 'label' | 'description' | 'error' | 'inputWrapperOrder'> {
  column: string;
  field: Extract<Field, { kind: 'choice' | 'reference' }>;
  /** Of a reference. */
  choices: readonly Option[];
  value: string;
  onChange(value: string | null): void;
}

export function OneOfField({ column, field, choices, value, onChange, ...described }: OneOfFieldProps) {
  const isOptional = field.kind === 'choice' && field.isOptional === true;
  const options =
    field.kind === 'reference' ? choices : field.options.map((one) => ({ value: one, label: words.option(column, one) }));
  return (
    <NativeSelect
      {...described}
      data={[...(isOptional ? [{ value: '', label: words.noOption }] : []), ...options]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

interface ListFieldProps {
  label: string;
  error: string | undefined;
  value: readonly string[];
  onChange(value: string[]): void;
}

interface ChoicesFieldProps extends ListFieldProps {
  column: string;
  options: readonly string[];
}

export const ChoicesField = ({ column, label, error, options, value, onChange }: ChoicesFieldProps) => (
  <Input.Wrapper label={label} labelElement="div" error={error}>
    <Chip.Group multiple value={[...value]} onChange={(values) => onChange(options.filter((one) => values.includes(one)))}>
      <Group gap={8} role="group" aria-label={label} my={4}>
        {options.map((one) => (
          <Chip key={one} value={one} size="md">
            {words.option(column, one)}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  </Input.Wrapper>
);

interface OrderFieldProps extends ListFieldProps {
  choices: readonly Option[];
}

export function OrderField({ label, error, choices, value, onChange }: OrderFieldProps) {
  const nameOf = (id: string): string => choices.find((one) => one.value === id)?.label ?? id;
  return (
    <Input.Wrapper label={label} labelElement="div" error={error}>
      <SortableList
        label={label}
        items={value}
        idOf={(id) => id}
        nameOf={nameOf}
        onMove={(id, to) => onChange(moved(value, id, to))}
      >
        {(id) => <Text className={classes.long}>{nameOf(id)}</Text>}
      </SortableList>
    </Input.Wrapper>
  );
}
