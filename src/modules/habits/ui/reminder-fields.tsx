// The times at which a habit reminds.
import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconBell, IconTrash } from '@tabler/icons-react';
import { clockText, type ReminderTime } from '#schema/habits/rules/reminders.ts';
import { formatMinuteOfDay } from '#src/format/days.ts';
import { habitLimits } from '#schema/habits/rules/habit.ts';
import { TimeField } from '#src/ui/time-fields.tsx';
import { strings } from '../strings.ts';
import { Weekdays } from './schedule-fields.tsx';

const words = strings.form;
const EVENING: ReminderTime = { minute: 20 * 60, weekdays: [1, 2, 3, 4, 5, 6, 7] };

interface ReminderFieldsProps {
  value: readonly ReminderTime[];
  onChange(times: ReminderTime[]): void;
}

export function ReminderFields({ value, onChange }: ReminderFieldsProps) {
  const change = (at: string, changed: Partial<ReminderTime>) =>
    onChange(value.map((time, index) => (String(index) === at ? { ...time, ...changed } : time)));
  return (
    <Stack gap="sm">
      {Object.entries(value).map(([at, time]) => (
        <Stack key={at} gap={4}>
          <Group align="flex-end" justify="space-between" wrap="nowrap">
            <TimeField
              label={words.reminderTime}
              value={clockText(time.minute)}
              onChange={(text) => {
                const minute = minuteOf(text);
                if (minute !== null) change(at, { minute });
              }}
            />
            <ActionIcon
              aria-label={words.removeReminder(formatMinuteOfDay(time.minute))}
              onClick={() => onChange(value.filter((_, index) => String(index) !== at))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Group>
          <Weekdays
            label={words.reminderDays}
            value={time.weekdays}
            // The last day of a reminder stays: one without days would never come.
            onChange={(weekdays) => weekdays.length > 0 && change(at, { weekdays })}
          />
        </Stack>
      ))}
      {value.length < habitLimits.reminders && (
        <Button
          variant="default"
          leftSection={<IconBell size={18} aria-hidden />}
          onClick={() => onChange([...value, EVENING])}
          style={{ alignSelf: 'flex-start' }}
        >
          {words.addReminder}
        </Button>
      )}
      {value.length > 0 && (
        <Text size="sm" c="dimmed">
          {words.reminderHint}
        </Text>
      )}
    </Stack>
  );
}

/** Null for what is no time of day, as an empty field. */
function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}
