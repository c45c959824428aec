// A number field that reports only a finished value, so typing "120" is one change instead of three. A value outside the range stays in
// the field with the reason and is not reported.
import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';
import { formatNumber } from '#src/format/numbers.ts';

interface CommittedNumberProps extends Omit<NumberInputProps, 'value' | 'onChange' | 'min' | 'max'> {
  value: number;
  min: number;
  max: number;
  onCommit(value: number): void;
}

export function CommittedNumber({ value, min, max, onCommit, suffix = '', ...props }: CommittedNumberProps) {
  const [draft, setDraft] = useState<number | string | null>(null);
  const [isRefused, setRefused] = useState(false);
  const commit = () => {
    if (draft === null) return;
    const typed = draft === '' ? Number.NaN : Number(draft);
    if (!Number.isInteger(typed) || typed < min || typed > max) return setRefused(true);
    setDraft(null);
    if (typed !== value) onCommit(typed);
  };
  return (
    <NumberInput
      {...props}
      suffix={suffix}
      min={min}
      max={max}
      clampBehavior="none"
      error={isRefused && `Enter ${formatNumber(min)} to ${formatNumber(max)}${suffix}.`}
      allowDecimal={false}
      value={draft ?? value}
      onChange={(next) => {
        setDraft(next);
        setRefused(false);
      }}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
      hideControls
      inputMode="numeric"
    />
  );
}
