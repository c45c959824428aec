// The bars and plates that a person has, in the unit of the settings.
import { Button, Fieldset, Group, NumberInput, SimpleGrid, Stack, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { MAX_BARS, MAX_PLATES, settingLimits, type BarbellSet, type PlatePair } from '#schema/settings/rules.ts';
import { useSaveSetting, useSettings } from '#src/modules/settings/public.ts';
import { CommittedNumber } from '#src/ui/committed-number.tsx';
import { strings } from '../strings.ts';

const words = strings.barbell;
const { barWeight, plateWeight, platePairs } = settingLimits;

const heaviestFirst = (plates: readonly PlatePair[]): PlatePair[] => plates.toSorted((a, b) => b.weight - a.weight);

/** A comma may be the decimal sign. */
const readWeight = (text: string): number => Number(text.replace(',', '.'));

export function BarbellSettings() {
  const { barbell, units } = useSettings();
  const saveSetting = useSaveSetting();
  const { bars, plates } = barbell[units];
  const save = (changed: Partial<BarbellSet>) =>
    saveSetting('barbell', { ...barbell, [units]: { ...barbell[units], ...changed } });
  const setBars = (texts: readonly string[]): void => {
    const weights = texts.map(readWeight).filter((weight) => weight >= barWeight.min && weight <= barWeight.max);
    if (weights.length > 0) void save({ bars: [...new Set(weights)] });
  };
  const setPairs = (of: PlatePair, pairs: number) =>
    save({ plates: plates.map((plate) => (plate === of ? { ...plate, pairs } : plate)) });
  return (
    <Fieldset legend={words.title(units)} variant="unstyled">
      <Stack gap="md">
        <TagsInput
          label={words.bars}
          description={words.barsHint}
          maxTags={MAX_BARS}
          value={bars.map(String)}
          onChange={setBars}
          inputMode="decimal"
        />
        <SimpleGrid cols={{ base: 3, sm: 4 }} spacing="sm">
          {heaviestFirst(plates).map((plate) => (
            <CommittedNumber
              key={plate.weight}
              label={words.pairsOf(`${plate.weight} ${units}`)}
              value={plate.pairs}
              {...platePairs}
              onCommit={(pairs) => setPairs(plate, pairs)}
            />
          ))}
        </SimpleGrid>
        {plates.length < MAX_PLATES && (
          <AddPlate
            unit={units}
            isKnown={(weight) => plates.some((plate) => plate.weight === weight)}
            onAdd={(weight) => void save({ plates: heaviestFirst([...plates, { weight, pairs: 1 }]) })}
          />
        )}
      </Stack>
    </Fieldset>
  );
}

interface AddPlateProps {
  unit: string;
  isKnown(weight: number): boolean;
  onAdd(weight: number): void;
}

function AddPlate({ unit, isKnown, onAdd }: AddPlateProps) {
  const [weight, setWeight] = useState<number | string>('');
  const isPossible = typeof weight === 'number' && weight >= plateWeight.min && weight <= plateWeight.max && !isKnown(weight);
  const add = () => {
    if (!isPossible) return;
    onAdd(weight);
    setWeight('');
  };
  return (
    <Group gap="xs" align="flex-end">
      <NumberInput
        w={160}
        label={words.otherPlate}
        suffix={` ${unit}`}
        decimalScale={2}
        hideControls
        value={weight}
        onChange={setWeight}
        onKeyDown={(event) => event.key === 'Enter' && add()}
      />
      <Button variant="default" disabled={!isPossible} onClick={add}>
        {words.add}
      </Button>
    </Group>
  );
}
