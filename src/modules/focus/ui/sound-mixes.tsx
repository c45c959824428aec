// Mixes: the levels of the sounds under a name, on every device of the person.
import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { IconDeviceFloppy, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { newId } from '#schema/ids.ts';
import type { FocusSound } from '#schema/focus/sounds.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { showToast } from '#src/ui/toast.tsx';
import { soundMixes, type SoundMixRow } from '../queries.ts';
import { changeSounds, keptLevels, readLevels, useSoundStore } from '../sound/store.ts';
import { strings } from '../strings.ts';

const words = strings.sound.mixes;

export function SoundMixes({ own }: { own: readonly FocusSound[] }) {
  const rows = rowsIfReady(useRows(soundMixes())) ?? [];
  const levels = useSoundStore((state) => state.levels);
  const [isNaming, setIsNaming] = useState(false);
  const run = useRun();
  const remove = async (mix: SoundMixRow) => {
    if (!(await run('music.removeLibrary', { id: mix.id }))) return;
    const again = () => void run('music.saveMix', { id: mix.id, name: mix.name, levels: readLevels(mix.levels) });
    showToast({ message: words.removed, action: { label: words.undo, run: again } });
  };
  return (
    <div role="group" aria-label={words.title}>
      <Text fw={560} mb={4}>
        {words.title}
      </Text>
      <Group gap="xs">
        {rows.map((mix) => (
          <Group key={mix.id} gap={0} wrap="nowrap">
            <Button variant="default" onClick={() => changeSounds({ levels: keptLevels(readLevels(mix.levels), own) })}>
              {mix.name}
            </Button>
            <ActionIcon variant="subtle" color="gray" aria-label={words.remove(mix.name)} onClick={() => void remove(mix)}>
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {!isNaming && (
          <Button
            variant="subtle"
            disabled={Object.keys(levels).length === 0}
            leftSection={<IconDeviceFloppy size={18} aria-hidden />}
            onClick={() => setIsNaming(true)}
          >
            {words.save}
          </Button>
        )}
      </Group>
      {isNaming && <NameMix onDone={() => setIsNaming(false)} />}
    </div>
  );
}

function NameMix({ onDone }: { onDone(): void }) {
  const [name, setName] = useState('');
  const run = useRun();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { levels } = useSoundStore.getState();
    if (await run('music.saveMix', { id: newId(), name, levels })) onDone();
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <Group gap="xs" mt="xs" wrap="nowrap">
        <TextInput
          flex={1}
          aria-label={words.name}
          placeholder={words.name}
          maxLength={120}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={name.trim() === ''}>
          {words.keep}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {words.cancel}
        </Button>
      </Group>
    </form>
  );
}
