// A person's settings: keys, defaults and allowed values. One row of user_settings per changed key. Invariant: `readSettings`
// always returns a complete, valid set, whatever the rows contain; an unknown key is ignored and an invalid value is replaced
// by the default.

import { isNoticeKind, type NoticeKind, type NoticeSettings, type QuietHours } from '../due/notices.ts';

export interface PomodoroSettings {
  /** Minutes. */
  focus: number;
  short: number;
  long: number;
  /** A long break follows every this many focus phases. */
  every: number;
}

export interface PlatePair {
  weight: number;
  /** How many pairs the person owns. */
  pairs: number;
}

/** What a person loads, in one unit of weight. */
export interface BarbellSet {
  /** The usual bar comes first. */
  bars: number[];
  plates: PlatePair[];
}

export interface Settings extends NoticeSettings {
  theme: 'auto' | 'light' | 'dark';
  units: 'kg' | 'lb';
  /** The hour at which the person's day begins, 0 to 12. */
  dayStartHour: number;
  /** ISO: 1 is Monday, 7 is Sunday. */
  firstWeekday: number;
  /** How times of day are written; 'auto' as the device's language does. */
  hourClock: 'auto' | '12' | '24';
  /** The marks of thousands and decimals: 1,234.5 or 1.234,5 or 1 234,5 or 1’234.5; 'auto' as the device's language does. */
  numberFormat: 'auto' | 'point' | 'comma' | 'space' | 'apostrophe';
  /** An IANA zone, or 'auto' for the device's zone. */
  timeZone: string;
  sounds: boolean;
  notifications: boolean;
  mutedNotices: NoticeKind[];
  quietHours: QuietHours;
  /** The daily goal in minutes of focus; 0 means no goal. */
  dailyFocusMinutes: number;
  /** Rest between sets, in seconds. */
  restSeconds: number;
  /** The weights of the other unit stay as they are when the unit changes. */
  barbell: { kg: BarbellSet; lb: BarbellSet };
  pomodoro: PomodoroSettings;
  /** The modules that the person does not want to see. Their data stays. */
  hiddenModules: ModuleName[];
  /** How likely a card is still remembered when it comes back, in percent. */
  reviewRetention: number;
}

/** The modules that a person may switch off. */
export const MODULE_NAMES = [
  'focus',
  'fitness',
  'habits',
  'goals',
  'planning',
  'tracks',
  'listening',
  'learn',
  'books',
  'notes',
  'inbox',
  'quests',
  'market',
  'progress',
] as const;
export type ModuleName = (typeof MODULE_NAMES)[number];

export type SettingKey = keyof Settings;

const USUAL_PAIRS = 4;
const pairsOf = (weights: readonly number[]): PlatePair[] => weights.map((weight) => ({ weight, pairs: USUAL_PAIRS }));

export const defaultSettings: Settings = {
  theme: 'auto',
  units: 'kg',
  dayStartHour: 4,
  firstWeekday: 1,
  hourClock: 'auto',
  numberFormat: 'auto',
  timeZone: 'auto',
  sounds: true,
  notifications: true,
  mutedNotices: [],
  quietHours: { isOn: false, from: 22 * 60, to: 7 * 60 },
  dailyFocusMinutes: 120,
  restSeconds: 120,
  barbell: {
    kg: { bars: [20, 15, 10], plates: pairsOf([25, 20, 15, 10, 5, 2.5, 1.25]) },
    lb: { bars: [45, 35, 25], plates: pairsOf([45, 35, 25, 10, 5, 2.5]) },
  },
  pomodoro: { focus: 25, short: 5, long: 15, every: 4 },
  hiddenModules: [],
  reviewRetention: 90,
};

/** Bounds of the numbers, for forms and for the check below. */
export const settingLimits = {
  dayStartHour: { min: 0, max: 12 },
  firstWeekday: { min: 1, max: 7 },
  dailyFocusMinutes: { min: 0, max: 960 },
  restSeconds: { min: 0, max: 1_800 },
  plateWeight: { min: 0.25, max: 100 },
  platePairs: { min: 0, max: 20 },
  barWeight: { min: 0.5, max: 100 },
  minuteOfDay: { min: 0, max: 24 * 60 - 1 },
  pomodoroMinutes: { min: 1, max: 180 },
  pomodoroEvery: { min: 1, max: 12 },
  /** Above 97 % cards come back so often that the reviews take over; below 75 % most of them are learned anew. */
  reviewRetention: { min: 75, max: 97 },
} as const;

type Limit = { readonly min: number; readonly max: number };

const isWhole = (value: unknown, { min, max }: Limit): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;

const isOneOf = (value: unknown, choices: readonly string[]): boolean => typeof value === 'string' && choices.includes(value);

const isBoolean = (value: unknown): boolean => typeof value === 'boolean';

/** Checks only the form of an IANA name: which zones exist differs between devices and is decided where the zone is used. */
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

function isQuietHours(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { isOn, from, to } = value as Record<string, unknown>;
  return (
    isBoolean(isOn) && [from, to].every((minute) => isWhole(minute, settingLimits.minuteOfDay)) && Object.keys(value).length === 3
  );
}

/** Each kind at most once, so that the row's size is bounded. */
const isKindList = (value: unknown): boolean =>
  Array.isArray(value) && value.every(isNoticeKind) && new Set(value).size === value.length;

const isModuleList = (value: unknown): boolean =>
  Array.isArray(value) && value.every((name) => isOneOf(name, MODULE_NAMES)) && new Set(value).size === value.length;

/** Numbers of plates and bars that one set may have. */
export const MAX_PLATES = 16;
export const MAX_BARS = 8;

const isWithin = (value: unknown, { min, max }: Limit): boolean => typeof value === 'number' && value >= min && value <= max;

function isBarbellSet(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false;
  const { bars, plates } = value as Record<string, unknown>;
  if (!Array.isArray(bars) || !Array.isArray(plates)) return false;
  return (
    bars.length >= 1 &&
    bars.length <= MAX_BARS &&
    bars.every((bar) => isWithin(bar, settingLimits.barWeight)) &&
    plates.length <= MAX_PLATES &&
    plates.every(isPlatePair)
  );
}

function isPlatePair(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false;
  const { weight, pairs } = value as Record<string, unknown>;
  return isWithin(weight, settingLimits.plateWeight) && isWhole(pairs, settingLimits.platePairs);
}

const isBarbell = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 2 &&
  isBarbellSet((value as Record<string, unknown>)['kg']) &&
  isBarbellSet((value as Record<string, unknown>)['lb']);

const isValidByKey: Record<SettingKey, (value: unknown) => boolean> = {
  theme: (value) => isOneOf(value, ['auto', 'light', 'dark']),
  units: (value) => isOneOf(value, ['kg', 'lb']),
  dayStartHour: (value) => isWhole(value, settingLimits.dayStartHour),
  firstWeekday: (value) => isWhole(value, settingLimits.firstWeekday),
  hourClock: (value) => isOneOf(value, ['auto', '12', '24']),
  numberFormat: (value) => isOneOf(value, ['auto', 'point', 'comma', 'space', 'apostrophe']),
  timeZone: isZoneName,
  sounds: isBoolean,
  notifications: isBoolean,
  mutedNotices: isKindList,
  hiddenModules: isModuleList,
  quietHours: isQuietHours,
  dailyFocusMinutes: (value) => isWhole(value, settingLimits.dailyFocusMinutes),
  restSeconds: (value) => isWhole(value, settingLimits.restSeconds),
  barbell: isBarbell,
  pomodoro: isPomodoro,
  reviewRetention: (value) => isWhole(value, settingLimits.reviewRetention),
};

export const settingKeys = Object.keys(defaultSettings) as SettingKey[];

export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(defaultSettings, key);

export const isSettingValue = (key: SettingKey, value: unknown): boolean => isValidByKey[key](value);

/** All settings, from the rows of one person. */
export function readSettings(rows: readonly { key: string; value: unknown }[]): Settings {
  const valid = rows.filter(({ key, value }) => isSettingKey(key) && isSettingValue(key, value));
  return { ...defaultSettings, ...Object.fromEntries(valid.map(({ key, value }) => [key, value])) };
}
