// Which notifications a person wants, and when none is sent.
import { Group, Stack, Switch } from '@mantine/core';
import { noticeKinds, type NoticeKind } from '#schema/due/notices.ts';
import { TimeField } from '#src/ui/time-fields.tsx';
import { useSaveSetting, useSettings } from '../settings-provider.tsx';
import { strings } from '../strings.ts';

const words = strings.alerts;

const timeText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Null for what is no time of day, as an empty field. */
function minutesOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

export function NoticeChoices() {
  const { mutedNotices, quietHours } = useSettings();
  const save = useSaveSetting();
  const mute = (kind: NoticeKind, isMuted: boolean) => {
    const others = mutedNotices.filter((one) => one !== kind);
    save('mutedNotices', isMuted ? [...others, kind] : others);
  };
  const setTime = (end: 'from' | 'to', text: string) => {
    const minutes = minutesOf(text);
    if (minutes !== null) save('quietHours', { ...quietHours, [end]: minutes });
  };
  return (
    <Stack gap={4}>
      {noticeKinds.map((kind) => (
        <Switch
          key={kind}
          label={words.kinds[kind]}
          checked={!mutedNotices.includes(kind)}
          onChange={(event) => mute(kind, !event.currentTarget.checked)}
        />
      ))}
      <Switch
        label={words.quiet}
        description={words.quietHint}
        checked={quietHours.isOn}
        onChange={(event) => save('quietHours', { ...quietHours, isOn: event.currentTarget.checked })}
      />
      {quietHours.isOn && (
        <Group>
          <TimeField label={words.quietFrom} value={timeText(quietHours.from)} onChange={(text) => setTime('from', text)} />
          <TimeField label={words.quietTo} value={timeText(quietHours.to)} onChange={(text) => setTime('to', text)} />
        </Group>
      )}
    </Stack>
  );
}
