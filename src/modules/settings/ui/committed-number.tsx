// A number field that reports only a finished value, so that typing "120" is one change and not three.
import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';

interface CommittedNumberProps extends Omit<NumberInputProps, 'value' | 'onChange' | 'min' | 'max'> {
  value: number;
  min: number;
  max: number;
  onCommit(value: number): void;
}

export function CommittedNumber({ value, min, max, onCommit, ...props }: CommittedNumberProps) {
  const [draft, setDraft] = useState<number | string | null>(null);
  const commit = () => {
    const whole = Math.round(Number(draft));
    if (draft !== null && draft !== '' && Number.isFinite(whole)) {
      const allowed = Math.min(max, Math.max(min, whole));
      if (allowed !== value) onCommit(allowed);
    }
    setDraft(null);
  };
  return (
    <NumberInput
      {...props}
      min={min}
      max={max}
      allowDecimal={false}
      value={draft ?? value}
      onChange={setDraft}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
      hideControls
      inputMode="numeric"
    />
  );
}
