// One of a few, side by side, with its label above.
import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';

/** The choices of a select or a control, from their words by value. */
export const choicesOf = <Value extends string>(words: Readonly<Record<Value, string>>): { value: Value; label: string }[] =>
  (Object.entries(words) as [Value, string][]).map(([value, label]) => ({ value, label }));

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: Readonly<Record<Value, string>>;
  onChange(value: Value): void;
}

export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const labelId = useId();
  return (
    <div>
      <Input.Label id={labelId} labelElement="div" mb={4}>
        {label}
      </Input.Label>
      <SegmentedControl
        fullWidth
        aria-labelledby={labelId}
        data={choicesOf(options)}
        value={value}
        onChange={(chosen) => onChange(chosen as Value)}
      />
    </div>
  );
}
