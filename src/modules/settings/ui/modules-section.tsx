// The parts of the app that the person wants to see.
import { SimpleGrid, Switch } from '@mantine/core';
import { MODULE_NAMES, type ModuleName } from '#schema/settings/rules.ts';
import { Section } from '#src/ui/section.tsx';
import { useSaveSetting, useSettings } from '../settings-provider.tsx';
import { strings } from '../strings.ts';

const words = strings.modules;

export function ModulesSection() {
  const { hiddenModules } = useSettings();
  const save = useSaveSetting();
  const show = (name: ModuleName, isShown: boolean): void => {
    const others = hiddenModules.filter((one) => one !== name);
    save('hiddenModules', isShown ? others : [...others, name]);
  };
  return (
    <Section title={words.title} description={words.description}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing={0}>
        {MODULE_NAMES.map((name) => (
          <Switch
            key={name}
            label={words.names[name]}
            checked={!hiddenModules.includes(name)}
            onChange={(event) => show(name, event.currentTarget.checked)}
          />
        ))}
      </SimpleGrid>
    </Section>
  );
}
