// Reads durations as apps write them: "1h 31m", "21min", "1 Std. 5 Min.", "1小时13分钟", "1:05:00", a number of seconds. The whole
// text must be a duration.
import { wordKey } from './text.ts';

const UNITS: Readonly<Record<'day' | 'hour' | 'minute' | 'second', readonly string[]>> = {
  day: [
    'd',
    'day',
    'days',
    'tag',
    'tage',
    'jour',
    'jours',
    'j',
    'dia',
    'dias',
    'giorno',
    'giorni',
    'dag',
    'dagen',
    '天',
    '日',
    '일',
    'дн',
    'д',
  ],
  hour: [
    'h',
    'hr',
    'hrs',
    'hour',
    'hours',
    'std',
    'stunde',
    'stunden',
    'heure',
    'heures',
    'hora',
    'horas',
    'ora',
    'ore',
    'uur',
    'uren',
    'u',
    'tim',
    'timme',
    'timmar',
    'time',
    'timer',
    't',
    'godz',
    'g',
    'ч',
    'час',
    'часа',
    'часов',
    'saat',
    'sa',
    '小时',
    '小時',
    '时',
    '時',
    '時間',
    '시간',
  ],
  minute: [
    'm',
    'min',
    'mins',
    'minute',
    'minutes',
    'minuten',
    'minuto',
    'minutos',
    'minuti',
    'minuut',
    'minuter',
    'minutter',
    'мин',
    'м',
    'dk',
    'dakika',
    '分',
    '分钟',
    '分鐘',
    '분',
  ],
  second: [
    's',
    'sec',
    'secs',
    'second',
    'seconds',
    'sek',
    'sekunde',
    'sekunden',
    'seconde',
    'secondes',
    'seconden',
    'seg',
    'segundo',
    'segundos',
    'secondo',
    'secondi',
    'сек',
    'с',
    'sn',
    'saniye',
    '秒',
    '秒钟',
    '秒鐘',
    '초',
  ],
};
const SECONDS = { day: 86_400, hour: 3600, minute: 60, second: 1 } as const;
const NAMES = ['day', 'hour', 'minute', 'second'] as const;
const secondsByUnit = new Map(NAMES.flatMap((name) => UNITS[name].map((word) => [wordKey(word), SECONDS[name]] as const)));

const MAX_LENGTH = 60;

/** In seconds; null for an empty text, undefined for a text that is not a duration. A plain number is a count of seconds. */
export function readDuration(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (trimmed.length > MAX_LENGTH) return undefined;
  if (/^\d+(?:[.,]\d*)?$/.test(trimmed)) return Number(trimmed.replace(',', '.'));
  const clock = /^(?:(\d{1,4}):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?$/.exec(trimmed);
  if (clock) return secondsOfClock(Number(clock[1] ?? 0), Number(clock[2]), Number(clock[3]), clock[1] !== undefined);
  return readParts(trimmed);
}

const secondsOfClock = (hours: number, minutes: number, seconds: number, hasHours: boolean): number | undefined =>
  seconds > 59 || (hasHours && minutes > 59) ? undefined : hours * 3600 + minutes * 60 + seconds;

/** Numbers with units, larger units first, each unit once. */
function readParts(text: string): number | undefined {
  const part = /\s*(\d+(?:[.,]\d+)?)\s*([^\d\s.,:]+)\.?,?/y;
  let [total, last] = [0, Number.POSITIVE_INFINITY];
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    const seconds = secondsByUnit.get(wordKey(match?.[2] ?? ''));
    if (!match || seconds === undefined || seconds >= last) return undefined;
    total += Number((match[1] ?? '').replace(',', '.')) * seconds;
    last = seconds;
  }
  return Math.round(total);
}
