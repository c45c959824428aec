// Which plates go on the bar for a weight, in the person's unit.
import { Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { DEFAULT_PLATES, platesFor } from '#schema/fitness/rules/plates.ts';
import type { WeightUnit } from '#schema/fitness/rules/weight-units.ts';
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
  const usual = DEFAULT_PLATES[unit];
  const [target, setTarget] = useState(weightKg === null ? usual.bar : shownWeight(weightKg, unit));
  const [bar, setBar] = useState(usual.bar);
  const load = platesFor(target, bar, usual.plates);
  const plates = load.perSide.map((weight, at) => ({ key: `${weight}-${at}`, weight }));
  const heaviest = usual.plates[0]?.weight ?? 1;
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
          <NumberInput
            label={words.bar}
            value={bar}
            min={0}
            max={100}
            suffix={` ${unit}`}
            onChange={(value) => setBar(Number(value) || 0)}
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
