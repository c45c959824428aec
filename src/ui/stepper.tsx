// A number with a button at each side, large enough for a thumb.
import { ActionIcon, Group, NumberInput, Text } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useId } from 'react';

interface StepperProps {
  label: string;
  value: number;
  onChange(value: number): void;
  min: number;
  max: number;
  step?: number;
  unit?: string;
}

export function Stepper({ label, value, onChange, min, max, step = 1, unit }: StepperProps) {
  const id = useId();
  const change = (next: number) => onChange(Math.min(max, Math.max(min, next)));
  return (
    <div>
      <Text component="label" htmlFor={id} size="sm" fw={500}>
        {label}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <ActionIcon
          variant="default"
          size={44}
          aria-label={`Decrease ${label}`}
          disabled={value <= min}
          onClick={() => change(value - step)}
        >
          <IconMinus size={18} aria-hidden />
        </ActionIcon>
        <NumberInput
          id={id}
          hideControls
          min={min}
          max={max}
          step={step}
          suffix={unit === undefined ? '' : ` ${unit}`}
          value={value}
          onChange={(next) => typeof next === 'number' && change(next)}
          styles={{ input: { textAlign: 'center', fontVariantNumeric: 'tabular-nums' } }}
        />
        <ActionIcon
          variant="default"
          size={44}
          aria-label={`Increase ${label}`}
          disabled={value >= max}
          onClick={() => change(value + step)}
        >
          <IconPlus size={18} aria-hidden />
        </ActionIcon>
      </Group>
    </div>
  );
}
