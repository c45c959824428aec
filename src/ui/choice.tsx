// One of a few, side by side, with its label above.
import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';

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
        data={(Object.entries(options) as [Value, string][]).map(([option, text]) => ({ value: option, label: text }))}
        value={value}
        onChange={(chosen) => onChange(chosen as Value)}
      />
    </div>
  );
}
