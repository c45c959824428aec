// What the makers of actions share: what a person has made so far, and a choice of it.
import type { Random } from '../random.ts';

/** Actions beyond the core's, by the domains that interact. */
export const actionGroups = ['progress', 'training', 'music', 'study', 'notes', 'plans'] as const;
export type ActionGroup = (typeof actionGroups)[number];

/** What people do in a seed. */
export interface ActionPlan {
  /** The domains beyond the core's in which they act. */
  groups: readonly ActionGroup[];
  /** The makers of the actions that they do far more often than others. */
  frequent: readonly string[];
}

export interface Action {
  name: string;
  args: Record<string, unknown>;
}

/** The ids that a person has created so far, on all devices. */
export interface Made {
  earned: { occurrence: string; coins: number }[];
  /** `key`: the local date of an occurrence; null for an event that does not repeat. */
  events: { id: string; key: string | null }[];
  focus: string[];
  goals: string[];
  habits: string[];
  items: string[];
  /** Of music. */
  libraries: string[];
  /** Listening sessions. */
  listened: string[];
  milestones: string[];
  /** Days of programs. */
  places: { id: string; workoutId: string }[];
  programs: string[];
  books: string[];
  /** `text`: the last that any device wrote. */
  notes: { kind: 'idea' | 'entry' | 'reference'; id: string; text: string }[];
  /** Lines in the plans of days. */
  planned: { id: string; day: string }[];
  planTemplates: string[];
  quests: string[];
  /** Sessions of reading that a timer measures. */
  readings: string[];
  /** Of cards. */
  reviews: string[];
  rewards: string[];
  /** Tracks of libraries. */
  songs: string[];
  routines: string[];
  things: string[];
  /** Reference tracks. */
  tracks: string[];
  workouts: { id: string; entry: string; sets: string[]; isPlanned?: true }[];
}

export const nothingMade = (): Made => ({
  earned: [],
  events: [],
  focus: [],
  goals: [],
  habits: [],
  items: [],
  libraries: [],
  listened: [],
  milestones: [],
  places: [],
  programs: [],
  books: [],
  notes: [],
  planned: [],
  planTemplates: [],
  quests: [],
  readings: [],
  reviews: [],
  rewards: [],
  songs: [],
  routines: [],
  things: [],
  tracks: [],
  workouts: [],
});

/** `day`: the person's date; `at`: the device's clock as an ISO timestamp. */
export type Maker = (random: Random, made: Made, time: { day: string; at: string }) => Action | undefined;

export type Makers = Record<string, { weight: number; make: Maker }>;

export const recent = <T>(random: Random, from: readonly T[]): T | undefined =>
  from.length === 0 ? undefined : random.pick(from.slice(-3));

/** A command on something that the person made lately, if there is any. */
export const onRecent =
  (of: (made: Made) => readonly string[]) =>
  (name: string, more: (random: Random, day: string) => Record<string, unknown> = () => ({})): Maker =>
  (random, made, { day }) => {
    const id = recent(random, of(made));
    return id === undefined ? undefined : { name, args: { id, ...more(random, day) } };
  };
