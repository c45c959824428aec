// The sounds to focus to: play and stop, the volume, and each sound with its own level.
import { Alert, Button, Checkbox, Group, Slider, Stack, Switch, Text } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconVolume } from '@tabler/icons-react';
import type { FocusSound } from '#schema/focus/sounds.ts';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { Section } from '#src/ui/section.tsx';
import { changeSounds, setSoundLevel, turnSound, useSoundStore } from '../sound/store.ts';
import { playSounds, stopSounds, useOnlyOwnSounds, useOwnSounds } from '../sound/use-sounds.ts';
import { strings } from '../strings.ts';
import classes from './focus.module.css';
import { SoundMixes } from './sound-mixes.tsx';

const words = strings.sound;

export function SoundPanel() {
  const { own, hasMore } = useOwnSounds();
  useOnlyOwnSounds();
  return (
    <Section title={words.title} description={words.text}>
      <Stack gap="md">
        <PlayRow />
        <ul className={classes.sounds}>
          {own.map((sound) => (
            <SoundRow key={sound} sound={sound} />
          ))}
        </ul>
        <SoundMixes own={own} />
        <StartsWithSession />
        <PlainLink to="/focus/music">{words.music}</PlainLink>
        {hasMore && <PlainLink to="/market">{words.more}</PlainLink>}
      </Stack>
    </Section>
  );
}

function PlayRow() {
  const { status, volume, levels } = useSoundStore();
  const isOn = status === 'on' || status === 'starting';
  const isEmpty = Object.keys(levels).length === 0;
  return (
    <>
      <Group gap="md">
        <Button
          variant={isOn ? 'default' : 'light'}
          disabled={!isOn && isEmpty}
          leftSection={isOn ? <IconPlayerStop size={18} aria-hidden /> : <IconPlayerPlay size={18} aria-hidden />}
          onClick={() => void (isOn ? stopSounds() : playSounds())}
        >
          {isOn ? words.stop : words.play}
        </Button>
        <Group gap="xs" wrap="nowrap" flex="1 1 9rem" miw={0}>
          <IconVolume size={18} aria-hidden style={{ flex: 'none' }} />
          <Level label={words.volume} value={volume} onChange={(next) => changeSounds({ volume: next })} />
        </Group>
      </Group>
      {isEmpty && (
        <Text size="sm" c="dimmed">
          {words.chooseOne}
        </Text>
      )}
      {status === 'failed' && <Alert color="red">{words.failed}</Alert>}
    </>
  );
}

function SoundRow({ sound }: { sound: FocusSound }) {
  const level = useSoundStore(({ levels }) => levels[sound]);
  return (
    <li>
      <Checkbox
        size="md"
        label={words.names[sound]}
        checked={level !== undefined}
        onChange={(event) => turnSound(sound, event.currentTarget.checked)}
      />
      {level !== undefined && (
        <Level label={words.levelOf(words.names[sound])} value={level} onChange={(next) => setSoundLevel(sound, next)} />
      )}
    </li>
  );
}

interface LevelProps {
  label: string;
  value: number;
  onChange(value: number): void;
}

const Level = ({ label, value, onChange }: LevelProps) => (
  <Slider
    className={classes.level}
    thumbLabel={label}
    label={words.percent}
    min={0}
    max={100}
    step={5}
    value={value}
    onChange={onChange}
  />
);

const StartsWithSession = () => (
  <Switch
    size="md"
    label={words.startsWithSession}
    checked={useSoundStore(({ startsWithSession }) => startsWithSession)}
    onChange={(event) => changeSounds({ startsWithSession: event.currentTarget.checked })}
  />
);
