// How Cadence looks on this person's devices.
import { Choice } from '#src/ui/choice.tsx';
import { Section } from '#src/ui/section.tsx';
import { useSaveSetting, useSettings } from '../settings-provider.tsx';
import { strings } from '../strings.ts';

export function AppearanceSection() {
  const { theme } = useSettings();
  const save = useSaveSetting();
  return (
    <Section title={strings.appearance.title}>
      <Choice
        label={strings.appearance.theme}
        value={theme}
        options={strings.appearance.themes}
        onChange={(value) => save('theme', value)}
      />
    </Section>
  );
}
