// What an archive brings into an empty account: which tables travel, and what a device sends to POST /v1/account/import. The account
// takes the archive's person id, so that every row keeps its id and every derived id stays what it is derived from. Invariant: a table
// with rows of people either travels or is named here with the reason why not.
import * as z from 'zod/mini';
import { ownedTables, type OwnedTable } from './own-rows.ts';
import type { TableName } from '../tables.ts';

/** Tables whose rows in an archive are left where they are, with the reason. */
export const STAYS_BEHIND: Partial<Record<TableName, string>> = {
  accounts: 'how a person signs in belongs to the server; the new account keeps its own ways',
  sessions: 'the devices that are signed in to the old server',
  authenticators: 'a passkey works for one server only',
  user_roles: 'rights are given by the people who run a server',
  audit_log: 'what happened to the account on the old server; a log is not rewritten',
  calendar_feeds: 'a secret address of the old server',
  'replica.clients': 'how far the old server has taken the changes of each device',
};

/** The columns of the person's own row that come from the archive. The rest is about the account: its address, its rights, its state. */
export const PROFILE_COLUMNS = ['name', 'image', 'created_at'] as const;

/** What signing up and the introduction write. Such rows do not stand in the way: the archive's take their place. */
export const MADE_BY_SIGN_UP: readonly TableName[] = [
  ...(['user_settings', 'user_onboarding_state', 'user_onboarding_responses', 'user_interests'] as const),
  ...(['due', 'replica.rejections'] as const),
];

const travels = ({ entry }: OwnedTable): boolean => entry.name !== 'users' && STAYS_BEHIND[entry.name] === undefined;

/** Parents before children. */
export const travellingTables: readonly OwnedTable[] = ownedTables.filter(travels);

const count = z.int().check(z.nonnegative());

/** The first line of what a device sends. */
export const arrivalHeader = z.object({
  format: z.literal(1),
  madeBy: z.enum(['server', 'device']),
  person: z.object({ id: z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)) }),
  /** How many rows of each table follow. */
  tables: z.record(z.string(), count),
  /** Do all of it and take it back: what would happen is then known. */
  isTrial: z.boolean(),
  /** The person knows that the rows that refer to what this server does not have are left out. */
  leavesOut: z.boolean(),
});
export type ArrivalHeader = z.infer<typeof arrivalHeader>;

/** Rows that refer to something that is not on this server, by table and what they refer to. */
const lacking = z.object({
  table: z.string(),
  column: z.string(),
  refersTo: z.string(),
  rows: count,
  /** `left-out`: the rows cannot be without it. `emptied`: the rows come, without the reference. */
  outcome: z.enum(['left-out', 'emptied']),
});
export type Lacking = z.infer<typeof lacking>;

/** The answer, also to a trial. */
export const arrivalAnswer = z.object({
  rows: count,
  tables: z.record(z.string(), count),
  lacking: z.array(lacking),
});
export type ArrivalAnswer = z.infer<typeof arrivalAnswer>;

/** One line each: the header, then a row as `["habits",{…}]`. */
export const ARRIVAL_TYPE = 'application/x-ndjson';

/** Longer rows are refused. The longest of ours are notes, which are far shorter. */
export const MAX_ROW_BYTES = 4 * 1024 * 1024;
