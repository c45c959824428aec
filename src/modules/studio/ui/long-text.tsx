// A field for more than a line of words; it grows with them.
import { Textarea } from '@mantine/core';

interface LongTextProps {
  label: string;
  value: string;
  maxLength: number;
  onChange(text: string): void;
}

export const LongText = ({ onChange, ...field }: LongTextProps) => (
  <Textarea {...field} autosize minRows={2} maxRows={8} onChange={(event) => onChange(event.currentTarget.value)} />
);
