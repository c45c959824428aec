// Tags as a person types them, with those in use to choose from.
import { TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';

interface TagsFieldProps {
  label: string;
  error?: ReactNode;
  value: string[];
  onChange(tags: string[]): void;
  /** Tags in use, most used first. */
  known: readonly string[];
  maxTags: number;
  placeholder?: string;
  /** Tags as they are kept. */
  clean(tags: string[]): string[];
}

export const TagsField = ({ known, maxTags, placeholder = '', clean, value, onChange, ...field }: TagsFieldProps) => (
  <TagsInput
    {...field}
    data={[...known]}
    maxTags={maxTags}
    clearable={false}
    // What follows the field (Save) stays in sight.
    comboboxProps={{ position: 'top' }}
    placeholder={value.length === 0 ? placeholder : ''}
    value={value}
    onChange={(tags) => onChange(clean(tags))}
  />
);
