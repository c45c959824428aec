// The flags that the code knows, and for whom a flag is on. Invariant: while the row of a flag has not arrived, the flag has its
// shipped value.

/** By name: whether the flag is on as it is shipped. */
export const FLAGS = {
  book_lookup: true,
  feedback: true,
  listening: true,
  market: true,
  market_recommendations: true,
} as const satisfies Record<string, boolean>;

export type FlagName = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as FlagName[];
export const isFlagName = (name: string): name is FlagName => Object.hasOwn(FLAGS, name);

export interface FlagRow {
  flag_name: string;
  enabled: boolean;
  /** 0 to 100: the share of people for whom it is on. */
  share: number;
  /** Only for people with this role. */
  role_name: string | null;
}

/** Who asks. */
export interface FlagReader {
  /** The person; empty where nobody is signed in. */
  id: string;
  roles: ReadonlySet<string>;
}

/** 0 to 99, evenly spread and different for each flag, so that not always the same people get a part first. FNV-1a of 32 bits. */
export function placeInRollout(flag: string, id: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${flag}:${id}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  // The low bits of FNV differ least between similar texts.
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return (hash >>> 0) % 100;
}

export function isFlagOn(name: FlagName, rows: readonly FlagRow[], { id, roles }: FlagReader): boolean {
  const row = rows.find(({ flag_name }) => flag_name === name);
  if (!row) return FLAGS[name];
  if (!row.enabled) return false;
  if (row.role_name !== null && !roles.has(row.role_name)) return false;
  return row.share >= 100 || placeInRollout(name, id) < row.share;
}
