// The settings a person has: keys, defaults, and which values are allowed. One row of user_settings per key that was changed.
// Invariant: `readSettings` always gives a complete, valid set, whatever the rows say: an unknown or bad value is the default.

export interface PomodoroSettings {
  /** Minutes. */
  focus: number;
  short: number;
  long: number;
  /** A long break comes after this many focus phases. */
  every: number;
}

export interface Settings {
  theme: 'auto' | 'light' | 'dark';
  units: 'kg' | 'lb';
  /** The hour at which the person's day begins, 0 to 12. */
  dayStartHour: number;
  /** ISO: 1 is Monday, 7 is Sunday. */
  firstWeekday: number;
  /** An IANA zone, or 'auto' for the device's. */
  timeZone: string;
  sounds: boolean;
  notifications: boolean;
  /** The daily goal in minutes of focus; 0 means no goal. */
  dailyFocusMinutes: number;
  /** Rest between sets. */
  restSeconds: number;
  pomodoro: PomodoroSettings;
}

export type SettingKey = keyof Settings;

export const defaultSettings: Settings = {
  theme: 'auto',
  units: 'kg',
  dayStartHour: 4,
  firstWeekday: 1,
  timeZone: 'auto',
  sounds: true,
  notifications: true,
  dailyFocusMinutes: 120,
  restSeconds: 120,
  pomodoro: { focus: 25, short: 5, long: 15, every: 4 },
};

/** Limits of the numbers, for forms and for the check below. */
export const settingLimits = {
  dayStartHour: { min: 0, max: 12 },
  firstWeekday: { min: 1, max: 7 },
  dailyFocusMinutes: { min: 0, max: 960 },
  restSeconds: { min: 0, max: 1_800 },
  pomodoroMinutes: { min: 1, max: 180 },
  pomodoroEvery: { min: 1, max: 12 },
} as const;

type Limit = { readonly min: number; readonly max: number };

const isWhole = (value: unknown, { min, max }: Limit): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;

const isOneOf = (value: unknown, choices: readonly string[]): boolean => typeof value === 'string' && choices.includes(value);

const isBoolean = (value: unknown): boolean => typeof value === 'boolean';

/** The form of an IANA name; whether the zone exists differs between devices and is decided where it is used. */
const isZoneName = (value: unknown): boolean =>
  value === 'auto' || (typeof value === 'string' && /^[A-Za-z][\w+-]*(\/[\w+-]+){0,3}$/.test(value) && value.length <= 64);

function isPomodoro(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { focus, short, long, every } = value as Record<string, unknown>;
  return (
    [focus, short, long].every((minutes) => isWhole(minutes, settingLimits.pomodoroMinutes)) &&
    isWhole(every, settingLimits.pomodoroEvery) &&
    Object.keys(value).length === 4
  );
}

const isValidByKey: Record<SettingKey, (value: unknown) => boolean> = {
  theme: (value) => isOneOf(value, ['auto', 'light', 'dark']),
  units: (value) => isOneOf(value, ['kg', 'lb']),
  dayStartHour: (value) => isWhole(value, settingLimits.dayStartHour),
  firstWeekday: (value) => isWhole(value, settingLimits.firstWeekday),
  timeZone: isZoneName,
  sounds: isBoolean,
  notifications: isBoolean,
  dailyFocusMinutes: (value) => isWhole(value, settingLimits.dailyFocusMinutes),
  restSeconds: (value) => isWhole(value, settingLimits.restSeconds),
  pomodoro: isPomodoro,
};

export const settingKeys = Object.keys(defaultSettings) as SettingKey[];

export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(defaultSettings, key);

export const isSettingValue = (key: SettingKey, value: unknown): boolean => isValidByKey[key](value);

/** The whole set, from the rows of one person. */
export function readSettings(rows: readonly { key: string; value: unknown }[]): Settings {
  const valid = rows.filter(({ key, value }) => isSettingKey(key) && isSettingValue(key, value));
  return { ...defaultSettings, ...Object.fromEntries(valid.map(({ key, value }) => [key, value])) };
}
