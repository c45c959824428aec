// Learn in the settings: how much of the cards is to be remembered.
import { settingLimits } from '#schema/settings/rules.ts';
import { useSaveSetting, useSettings } from '#src/modules/settings/public.ts';
import { CommittedNumber } from '#src/ui/committed-number.tsx';
import { Section } from '#src/ui/section.tsx';
import { strings } from '../strings.ts';

const words = strings.settings;

export function LearnSettings() {
  const { reviewRetention } = useSettings();
  const save = useSaveSetting();
  return (
    <Section title={words.title}>
      <CommittedNumber
        label={words.retention}
        description={words.retentionHint}
        value={reviewRetention}
        {...settingLimits.reviewRetention}
        suffix={` ${words.percent}`}
        onCommit={(value) => save('reviewRetention', value)}
      />
    </Section>
  );
}
