// What consumers receive: an occurrence (`sign` 1) or its reversal (`sign` -1).
import type { CommandContext, CommandDb } from '../command/define.ts';
import type { Occurrence } from './occurrences.ts';
import type { Pay, Span } from './rules/pay.ts';
import type { Measured, OccurrenceKind } from './rules/rates.ts';

export interface SkillStars {
  key: string;
  stars: number;
}

/** A record of another domain: a task, a habit, a plan. */
export interface Link {
  kind: string;
  id: string;
}

/** What the ledger entry adds; negative amounts for a reversal. */
export interface Paid extends Pay {
  /** Null in entries from before days were stored. */
  day: string | null;
  span: Span | null;
  /** What the kind had already been paid on this day. */
  earlierThatDay: Pay;
}

export interface Change {
  sign: 1 | -1;
  kind: OccurrenceKind;
  id: string;
  /** How often the occurrence was done: 2 when it was done again after a reversal. */
  generation: number;
  day: string;
  at: Date;
  amounts: Measured;
  /** Only skills that are defined; empty when nothing is paid. */
  skills: readonly SkillStars[];
  links: readonly Link[];
  reason: string;
  /** Null when the occurrence pays nothing, or when there is nothing to reverse. */
  paid: Paid | null;
}

export interface OccurrenceRef {
  kind: OccurrenceKind;
  /** Unique within the kind. Two devices that record the same occurrence must use the same id. */
  id: string;
}

/** What a consumer may do to other occurrences: a quest that is no longer met gives its reward back, a boost pays more. */
export interface RewardDoor {
  occurred(db: CommandDb, ctx: CommandContext, done: Occurrence): Promise<Pay>;
  takenBack(db: CommandDb, ctx: CommandContext, ref: OccurrenceRef & { reason: string }): Promise<void>;
}

/** What of a change is enough for consumers that count a day anew from what stands on it. */
export type Recounted = Pick<Change, 'kind' | 'day' | 'at' | 'links'>;

export type Recounting = (db: CommandDb, ctx: CommandContext, change: Recounted, door: RewardDoor) => Promise<void>;

/** Updates the rows that the consumer owns, in the command's transaction. */
export type Consumer = (db: CommandDb, ctx: CommandContext, change: Change, door: RewardDoor) => Promise<void>;
