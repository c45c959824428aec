// The invariants, checked on the model's rows after every event, and on everything at rest.
import { findTable, tables } from '#schema/tables.ts';
import { payloadHash } from '#server/commands/payload-hash.ts';
import type { ReplicaState } from '#src/replica/applier/replica-state.ts';
import type { Outbox } from '#src/replica/outbox/outbox.ts';
import type { Row } from '../sql/values.ts';
import { rowToJson } from '../sql/row-json.ts';
import type { Store } from '../sql/store.ts';
import { checkStudy, STUDY_TABLES } from './study-checks.ts';
import { Violation } from '../violation.ts';
import { decisionKey, type Call, type Calls } from './calls.ts';
import { REFUSED_KEY } from './commands.ts';
import {
  checkDone,
  checkEvents,
  checkPlans,
  checkQuests,
  DONE_TABLES,
  EVENT_TABLES,
  PLAN_TABLES,
  QUEST_TABLES,
} from './domain-checks.ts';
import { scopeOf } from './feed-model.ts';

type Writes = readonly { table: string; pk: string; row: Row | null }[];

// ---- The server's rows, on each commit

export function checkServerCommit(store: Store, writes: Writes): void {
  checkNothingRefused(writes);
  checkCounters(store, writes);
  const users = new Set<string>();
  for (const { table, row } of writes) {
    if (table === 'user_settings' && row && String(row['key']).startsWith('sim:')) checkEffectsOnce(row);
    if (table === 'user_wallet' || table === 'points_ledger') users.add(String(row?.['user_id']));
  }
  for (const user of users) checkMoney(store, user);
  if (writes.some(({ table }) => MARKET_TABLES.has(table))) checkMarket(store);
  if (writes.some(({ table }) => DONE_TABLES.has(table))) checkDone(store);
  if (writes.some(({ table }) => QUEST_TABLES.has(table))) checkQuests(store);
  if (writes.some(({ table }) => PLAN_TABLES.has(table))) checkPlans(store);
  if (writes.some(({ table }) => EVENT_TABLES.has(table))) checkEvents(store);
  if (writes.some(({ table }) => STUDY_TABLES.has(table))) checkStudy(store);
}

/** I2: a rejected command leaves no row, on neither side. */
function checkNothingRefused(writes: Writes): void {
  const left = writes.find(({ table, row }) => table === 'user_settings' && row?.['key'] === REFUSED_KEY);
  if (left) throw new Violation('I2', `a rejected command left a row: ${left.pk}`);
}

/** I2: a client's counter passes no undecided command. */
function checkCounters(store: Store, writes: Writes): void {
  const decided = store.rows('replica.command_log');
  const fresh = new Set(writes.filter(({ table }) => table === 'replica.command_log').map(({ pk }) => pk));
  for (const { table, row } of writes) {
    if (table !== 'replica.clients' || !row) continue;
    const clientId = String(row['client_id']);
    for (let id = row['last_command_id'] as number; id > 0; id -= 1) {
      const pk = decisionKey(store, clientId, id);
      if (!decided.has(pk)) throw new Violation('I2', `the counter of ${clientId} passed #${id}, which was not decided`);
      if (!fresh.has(pk)) break;
    }
  }
}

/** I3: a command's effect exists once. */
function checkEffectsOnce(row: Row): void {
  const tokens = JSON.parse(String(row['value'])) as string[];
  const twice = tokens.find((token, index) => tokens.indexOf(token) !== index);
  if (twice !== undefined) throw new Violation('I3', `an append took effect twice: ${twice}`);
}

/** I3, I4: ledger keys are unique, the sums equal the balance, no balance is negative. */
function checkMoney(store: Store, user: string): void {
  const keys = new Set<string>();
  let sum = 0;
  for (const entry of store.rows('points_ledger').values()) {
    if (entry['user_id'] !== user) continue;
    const key = String(entry['idempotency_key']);
    if (keys.has(key)) throw new Violation('I3', `the ledger has a key twice: ${key}`);
    keys.add(key);
    sum += entry['coins'] as number;
  }
  const wallet = [...store.rows('user_wallet').values()].find((row) => row['user_id'] === user);
  const balance = (wallet?.['total_coins'] as number | undefined) ?? 0;
  if (balance !== sum) throw new Violation('I4', `the wallet holds ${balance}, the ledger says ${sum}`);
  if (balance < 0) throw new Violation('I4', `the wallet holds ${balance}`);
}

const MARKET_TABLES = new Set(['market_items', 'user_market_purchases']);

/** I3, I4: every thing was paid once, what was given back was paid back once, and no piece of a limited item was sold twice. */
function checkMarket(store: Store): void {
  const things = [...store.rows('user_market_purchases').values()];
  const entries = new Map([...store.rows('points_ledger').values()].map((row) => [String(row['idempotency_key']), row]));
  const worn = new Set<string>();
  for (const thing of things) {
    const [id, user, cost] = [String(thing['id']), String(thing['user_id']), thing['cost_paid_coins'] as number];
    if (cost === 0) continue;
    const key = `${user}:purchase:${id}:bought`;
    if (entries.get(key)?.['coins'] !== -cost) throw new Violation('I4', `the thing ${id} was not paid`);
    const isBack = entries.get(`${key}:undo`)?.['coins'] === cost;
    if (isBack !== (thing['status'] === 'refunded'))
      throw new Violation('I4', `${id} is ${String(thing['status'])}, paid back: ${isBack}`);
    if (thing['equipped_at'] === null) continue;
    const slot = `${user}/${String(thing['effect_kind'])}`;
    if (thing['status'] !== 'active' || worn.has(slot)) throw new Violation('I3', `${id} is worn beside another thing or gone`);
    worn.add(slot);
  }
  for (const item of store.rows('market_items').values()) {
    if (item['total_stock'] === null) continue;
    const sold = things.filter((thing) => thing['item_id'] === item['id'] && thing['status'] !== 'refunded').length;
    const total = item['total_stock'] as number;
    const left = (item['remaining_stock'] as number | null) ?? total;
    if (left < 0 || left !== total - sold) throw new Violation('I4', `${sold} of ${total} were sold, ${left} are left`);
  }
}

// ---- A device's rows, on each commit

/** I6: every row belongs to this person or is public. Rows of another person are marked until they are discarded. */
export function checkReplicaCommit(store: Store, writes: Writes, userId: string): void {
  checkNothingRefused(writes);
  const rowsOf = storedState(store)?.userId ?? userId;
  for (const { table, pk, row } of writes) {
    const scope = findTable(table)?.scope;
    if (!row || !scope || (scope.kind !== 'user' && scope.kind !== 'either')) continue;
    const owner = row[scope.column];
    if (owner === userId || owner === rowsOf) continue;
    if (scope.kind === 'either' && (owner === null || row['is_public'] === true)) continue;
    throw new Violation('I6', `${table} ${pk} of ${String(owner)} is on a device of ${userId}`);
  }
}

/** I2, I7: what left the outbox was shown by the feed; what was reported as saved exists. */
export function checkOutbox(
  calls: readonly Call[],
  all: Calls,
  outbox: Outbox,
  shownIds: ReadonlyMap<string, number>,
  isLost: (clientId: string, id: number) => boolean,
): void {
  const pending = new Set(outbox.pending.map(({ callKey }) => callKey));
  for (const record of outbox.pending) all.seen(record);
  for (const call of calls) {
    const { identity } = call;
    // Excused: the disk lost the record of the refusal, so the server decides.
    if (call.state === 'refused' && call.excused === undefined && pending.has(call.callKey)) {
      throw new Violation('I2', `${call.action.name} was refused by the rows and waits to be sent`);
    }
    if (call.excused !== undefined || pending.has(call.callKey)) continue;
    if (call.isPending && identity) {
      call.isPending = false;
      const shown = shownIds.get(identity.clientId) ?? 0;
      if (shown < identity.id) {
        throw new Violation(
          'I7',
          `${call.action.name} ${identity.clientId}#${identity.id} left the outbox; the feed had shown ${shown}`,
        );
      }
      // Its rows were being sent here when the server lost them.
      if (isLost(identity.clientId, identity.id)) call.excused = 'lost with the server';
    }
    if (call.state === 'saved' && !identity)
      throw new Violation('I2', `${call.action.name} was reported as saved but is missing`);
  }
}

/** I2: a call that the log received is not lost when its page and its leader end, although nobody was told that it is saved. */
export function checkReceived(calls: readonly Call[], received: ReadonlySet<string>): void {
  for (const { callKey, state, identity, excused, action } of calls) {
    if (state !== 'page died' || identity || excused !== undefined || !received.has(callKey)) continue;
    throw new Violation('I2', `${action.name} was received by the log and was lost with its page`);
  }
}

/**
 * I6: rows that are stored as this person's belong to this person. Checked here and not only on writes, because a replica may
 * be opened with rows of another person.
 */
export function checkOwner(store: Store, outbox: Outbox): void {
  const { userId } = outbox.person;
  if (storedState(store)?.userId !== userId) return;
  for (const row of store.rows('user_settings').values()) {
    if (row['user_id'] !== userId)
      throw new Violation('I6', `a setting of ${String(row['user_id'])} in the replica of ${userId}`);
  }
}

/** The applier's stored state of the rows. */
function storedState(store: Store): ReplicaState | undefined {
  const meta = store.rows('replica.meta').get('state');
  return meta && (JSON.parse(String(meta['value'])) as ReplicaState);
}

/** The appends in the rows, once every saved command was applied to them. */
function readRegisters(store: Store, outbox: Outbox): { text: string; passedSeq: number } | undefined {
  const state = storedState(store);
  if (!state) return undefined;
  const isAnother = state.logId !== outbox.logId || state.userId !== outbox.person.userId;
  if (isAnother || state.appliedSeq < outbox.lastSeq) return undefined;
  let text = '';
  for (const row of store.rows('user_settings').values()) if (String(row['key']).startsWith('sim:')) text += String(row['value']);
  return { text, passedSeq: state.passedSeq };
}

/**
 * I3: no append is on the screen twice. Exceptions: the rows are in the middle of a boundary, or the server lost earlier
 * commands that are sent under new ids; then the append is applied again on rows that contain it, until the feed confirms it.
 */
export function checkOnce(calls: readonly Call[], store: Store, outbox: Outbox): void {
  const registers = readRegisters(store, outbox);
  if (!registers) return;
  for (const { token, state, isAskedAgain } of calls) {
    // A page whose call the disk lost repeats it; both calls were saved, and both may have taken effect.
    if (token === undefined || state !== 'saved' || isAskedAgain) continue;
    if (registers.text.indexOf(token) !== registers.text.lastIndexOf(token)) {
      throw new Violation('I3', `an append is on the screen twice: ${token}`);
    }
  }
}

/** I5: every append of this device is on its screen. */
export function checkView(
  calls: readonly Call[],
  tenure: number,
  store: Store,
  outbox: Outbox,
  wasLost: (clientId: string, id: number) => boolean,
): void {
  const registers = readRegisters(store, outbox);
  if (!registers) return;
  for (const { token, state: told, excused, tenure: of, record, identity } of calls) {
    if (token === undefined || told !== 'saved' || excused !== undefined || of !== tenure) continue;
    if (registers.text.includes(token)) continue;
    // The feed had shown it before the server lost it, and the log keeps it only until the rows are stored. It is sent again
    // from the log and is on the screen when the feed shows it the second time, which I1 checks at rest.
    const isPassed = record !== undefined && record.seq <= registers.passedSeq;
    if (!isPassed || !identity || !wasLost(identity.clientId, identity.id))
      throw new Violation('I5', `an append that the person has seen is missing on the screen: ${token}`);
  }
}

// ---- At rest

/** I1: the replica's rows equal the server's rows of this person and the public rows. */
export function checkConverged(server: Store, replica: Store, userId: string, who: string): void {
  const read = server.begin();
  for (const entry of tables) {
    if (entry.scope.kind === 'server') continue;
    const shape = server.shape(entry.name);
    // Both sides have the columns in the table's order and jsonb with sorted keys, so equal rows have equal texts.
    const expected = new Map<string, string>();
    for (const [pk, row] of server.rows(entry.name)) {
      const scope = scopeOf(read, entry, row);
      if (scope === `user:${userId}` || scope === 'public') expected.set(pk, JSON.stringify(rowToJson(shape, row, entry.hidden)));
    }
    const found = new Map(
      [...replica.rows(entry.name)].map(([pk, row]) => [pk, JSON.stringify(rowToJson(shape, row, entry.hidden))]),
    );
    for (const [pk, row] of expected) {
      if (found.get(pk) !== row)
        throw new Violation('I1', `${who}: ${entry.name} ${pk} is ${found.get(pk) ?? 'missing'}, the server has ${row}`);
    }
    for (const pk of found.keys())
      if (!expected.has(pk)) throw new Violation('I1', `${who}: ${entry.name} ${pk} is not the server's`);
  }
  if (replica.rows('replica.before').size > 0) throw new Violation('I1', `${who}: before-images remain at rest`);
}

/** The number of occurrences of each append in the rows. */
function countEffects(server: Store): ReadonlyMap<string, number> {
  const effects = new Map<string, number>();
  for (const row of server.rows('user_settings').values()) {
    if (!String(row['key']).startsWith('sim:')) continue;
    for (const token of JSON.parse(String(row['value'])) as string[]) effects.set(token, (effects.get(token) ?? 0) + 1);
  }
  return effects;
}

/** I2, I3 at rest: each saved command was decided, and an applied command is in the rows once. */
export function checkDecided(
  calls: Calls,
  server: Store,
  rejectedOn: (device: number) => ReadonlySet<string>,
  wasLost: (clientId: string, id: number) => boolean,
): void {
  const effectsOf = countEffects(server);
  for (const call of calls.all) {
    const effects = call.token === undefined ? 0 : (effectsOf.get(call.token) ?? 0);
    if (effects > 1) throw new Violation('I3', `an append has ${effects} effects: ${call.token ?? ''}`);
    if (call.state !== 'saved' || call.excused !== undefined) continue;
    const { identity, action } = call;
    if (!identity) throw new Violation('I2', `${action.name} was reported as saved and was never in the outbox`);
    const { clientId, id } = identity;
    const decided = server.rows('replica.command_log').get(decisionKey(server, clientId, id));
    const name = `${action.name} ${clientId}#${id} of device ${call.device}`;
    if (!decided) throw new Violation('I2', `${name} was saved and the server has not decided it`);
    if (isOtherCommand(call, decided)) throw new Violation('I2', `${name}: the server decided another command under its id`);
    const isApplied = decided['outcome'] === 'applied';
    if (call.token !== undefined && !isApplied) throw new Violation('I2', `${name} was rejected, although it is always valid`);
    if (call.token !== undefined && isApplied !== (effects === 1))
      throw new Violation('I2', `${name} is ${String(decided['outcome'])} with ${effects} effects`);
    // Applied, shown and removed from the log before the server lost it: a copy still in transit is decided on different rows.
    if (!isApplied && !wasLost(clientId, id) && !rejectedOn(call.device).has(`${clientId}:${id}`))
      throw new Violation('I2', `${name} was rejected and the person cannot read the reason`);
  }
}

const isOtherCommand = ({ record }: Call, decided: Row): boolean =>
  record !== undefined && decided['payload_hash'] !== payloadHash(record);
