// Training in the settings: the unit of weights, the rest between sets, bars and plates.
import { Stack } from '@mantine/core';
import { settingLimits } from '#schema/settings/rules.ts';
import { useSaveSetting, useSettings } from '#src/modules/settings/public.ts';
import { Choice } from '#src/ui/choice.tsx';
import { CommittedNumber } from '#src/ui/committed-number.tsx';
import { Section } from '#src/ui/section.tsx';
import { strings } from '../strings.ts';
import { BarbellSettings } from './barbell-settings.tsx';

const words = strings.settings;

export function TrainingSettings() {
  const { units, restSeconds } = useSettings();
  const save = useSaveSetting();
  return (
    <Section title={words.title}>
      <Stack gap="md">
        <Choice label={words.units} value={units} options={words.unitNames} onChange={(value) => save('units', value)} />
        <CommittedNumber
          label={words.rest}
          value={restSeconds}
          {...settingLimits.restSeconds}
          step={15}
          suffix={words.seconds}
          onCommit={(value) => save('restSeconds', value)}
        />
        <BarbellSettings />
      </Stack>
    </Section>
  );
}
