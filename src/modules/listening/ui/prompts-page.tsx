// All prompts by category, and the person's own prompts and presets.
import { Badge, Button, Group, NativeSelect, Skeleton, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { CATEGORIES, readPlan, type Difficulty } from '#schema/listening/rules/prompts.ts';
import { joinRows, useRows } from '#src/replica/public.ts';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { isCategory, optionsOf } from '../model.ts';
import { presets, prompts, type PresetRow, type PromptRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './listening.module.css';
import { PresetDialog, PromptDialog } from './prompt-dialogs.tsx';

const words = strings.prompts;

type Open = { kind: 'prompt'; prompt: PromptRow | null } | { kind: 'preset'; preset: PresetRow | null } | null;

export function PromptsPage() {
  const read = joinRows({ prompts: useRows(prompts()), presets: useRows(presets()) });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <Page
      title={words.title}
      description={words.description}
      actions={
        <>
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen({ kind: 'prompt', prompt: null })}>
            {words.add}
          </Button>
          <Button variant="default" onClick={() => setOpen({ kind: 'preset', preset: null })}>
            {words.addPreset}
          </Button>
        </>
      }
    >
      <WhenRead read={read} loading={<Skeleton height={720} radius="lg" />}>
        {({ rows }) => {
          const shown = rows.prompts.filter(({ is_active }) => is_active);
          return (
            <>
              <OwnPresets
                presets={rows.presets.filter(({ created_by }) => created_by !== null)}
                onOpen={(preset) => setOpen({ kind: 'preset', preset })}
              />
              <PromptList prompts={shown} onOpen={(prompt) => setOpen({ kind: 'prompt', prompt })} />
              {open?.kind === 'prompt' && <PromptDialog prompt={open.prompt} onClose={close} />}
              {open?.kind === 'preset' && <PresetDialog preset={open.preset} prompts={shown} onClose={close} />}
            </>
          );
        }}
      </WhenRead>
    </Page>
  );
}

function OwnPresets({ presets: own, onOpen }: { presets: readonly PresetRow[]; onOpen(preset: PresetRow): void }) {
  return (
    <Section title={words.presets}>
      {own.length === 0 ? (
        <Text c="dimmed">{words.noPresets}</Text>
      ) : (
        <ul className={classes.rows}>
          {own.map((preset) => (
            <li key={preset.id} className={classes.row}>
              <span className={classes.rowWords}>
                <span>{preset.name}</span>
                <Text component="span" size="sm" c="dimmed">
                  {strings.promptCount(readPlan(preset.config).length)}
                </Text>
              </span>
              <Button variant="subtle" aria-label={words.edit(preset.name)} onClick={() => onOpen(preset)}>
                Edit
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function PromptList({ prompts: all, onOpen }: { prompts: readonly PromptRow[]; onOpen(prompt: PromptRow): void }) {
  const [category, setCategory] = useState('');
  const shown = all.filter((prompt) => category === '' || prompt.category === category);
  return (
    <Section title={strings.promptCount(shown.length)}>
      <NativeSelect
        label={words.filter}
        maw={280}
        data={[{ value: '', label: words.all }, ...optionsOf(CATEGORIES, strings.categories)]}
        value={category}
        onChange={(event) => setCategory(event.currentTarget.value)}
      />
      <ul className={classes.rows}>
        {shown.map((prompt) => (
          <li key={prompt.id} className={classes.row}>
            <span className={classes.rowWords}>
              <span>{prompt.name}</span>
              <Text component="span" size="sm" c="dimmed">
                {prompt.prompt_text}
              </Text>
              <Group gap={4} mt={4}>
                {isCategory(prompt.category) && (
                  <Badge tt="none" variant="light">
                    {strings.categories[prompt.category]}
                  </Badge>
                )}
                <Badge tt="none" variant="default">
                  {strings.difficulty[prompt.difficulty as Difficulty]}
                </Badge>
              </Group>
            </span>
            {prompt.created_by !== null && (
              <Button variant="subtle" aria-label={words.edit(prompt.name)} onClick={() => onOpen(prompt)}>
                Edit
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
