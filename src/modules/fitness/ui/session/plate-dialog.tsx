// Which plates go on the bar for a weight, in the person's unit.
import { Group, Modal, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { platesFor } from '#schema/fitness/rules/plates.ts';
import type { WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { shownWeight } from '../../format.ts';
import { strings } from '../../strings.ts';
import classes from './plates.module.css';

const words = strings.plates;

interface PlateDialogProps {
  weightKg: number | null;
  unit: WeightUnit;
  onClose(): void;
}

export function PlateDialog({ weightKg, unit, onClose }: PlateDialogProps) {
  const { bars, plates: owned } = useSettings().barbell[unit];
  const [usualBar = 0] = bars;
  const [target, setTarget] = useState(weightKg === null ? usualBar : shownWeight(weightKg, unit));
  const [bar, setBar] = useState(usualBar);
  const load = platesFor(target, bar, owned);
  const plates = load.perSide.map((weight, at) => ({ key: `${weight}-${at}`, weight }));
  const heaviest = Math.max(1, ...owned.map(({ weight }) => weight));
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': strings.close }}>
      <Stack gap="md">
        <Group grow>
          <NumberInput
            label={words.target}
            value={target}
            min={0}
            max={1400}
            suffix={` ${unit}`}
            onChange={(value) => setTarget(Number(value) || 0)}
            data-autofocus
          />
          <Select
            label={words.bar}
            data={[...new Set(bars)].map((weight) => ({ value: String(weight), label: `${weight} ${unit}` }))}
            allowDeselect={false}
            value={String(bar)}
            onChange={(value) => setBar(Number(value))}
          />
        </Group>
        <div role="status">
          <Text size="sm" c="dimmed">
            {words.perSide}
          </Text>
          <div className={classes.sleeve}>
            {plates.map(({ key, weight }) => (
              <span key={key} className={classes.plate} style={{ height: 48 + 64 * Math.sqrt(weight / heaviest) }}>
                {weight}
              </span>
            ))}
            {load.perSide.length === 0 && <Text>{words.none}</Text>}
          </div>
          <Text size="sm">{load.missing > 0 ? words.missing(`${load.missing} ${unit}`) : words.exact}</Text>
        </div>
      </Stack>
    </Modal>
  );
}
