// How long until a card comes back, in one short number: 10 min, 3 d, 2.5 mo.
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MONTH_DAYS = 30.4;
const YEAR_DAYS = 365;

export function formatInterval(ms: number): string {
  if (ms < HOUR_MS) return `${Math.max(1, Math.round(ms / MINUTE_MS))} min`;
  if (ms < DAY_MS) return `${Math.round(ms / HOUR_MS)} h`;
  const days = ms / DAY_MS;
  if (days < MONTH_DAYS) return `${Math.round(days)} d`;
  if (days < YEAR_DAYS) return `${oneDecimal(days / MONTH_DAYS)} mo`;
  return `${oneDecimal(days / YEAR_DAYS)} y`;
}

const oneDecimal = (value: number): number => Number(value.toFixed(1));
