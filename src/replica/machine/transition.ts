// The sync machine: `transition(state, event, chance)` returns the next state and its effects. Pure and total: the table has a
// cell for every state and event, and a missing cell does not compile. SPEC.md describes the same table.
import type { ShapeScope } from '#schema/protocol/feed.ts';
import { acked, applied, atBoundary, probing, saved, sendAgain } from './acknowledged.ts';
import {
  HALTED_RETRY_MS,
  HOLD_ABOVE,
  HOLD_STALL_MS,
  STEADY_MS,
  backoffMs,
  bufferLimits,
  followedScopes,
  halvedPushLimit,
  phaseOf,
  planApply,
  planPush,
  pushLimit,
  stoppedScopes,
  waitingCount,
} from './plans.ts';
import type {
  Chance,
  Effect,
  EventKind,
  EventOf,
  Facts,
  MachineEvent,
  MachineState,
  ScopeFacts,
  StateKind,
  Step,
} from './types.ts';

type Handler<Kind extends EventKind> = (state: MachineState, event: EventOf<Kind>, chance: Chance) => Step;
type Row = { readonly [Kind in EventKind]: Handler<Kind> };

export const initialState: MachineState = {
  kind: 'starting',
  facts: {
    account: false,
    online: false,
    savedSeq: 0,
    ackedSeq: 0,
    feedSeq: 0,
    boundaryAckedSeq: 0,
    applyingSeq: 0,
    passedSeq: 0,
    push: { kind: 'idle' },
    pushLimit,
    scopes: stoppedScopes,
    applying: false,
    limits: bufferLimits,
    holdUntilSeq: 0,
    holdSpent: false,
    streamFailures: 0,
    pushFailures: 0,
    error: null,
  },
};

const step = (kind: StateKind, facts: Facts, effects: Effect[] = []): Step => ({ state: { kind, facts }, effects });
const stay = (state: MachineState): Step => ({ state, effects: [] });

// ---- Parts shared by the cells

/** For states with running streams: derive the state, plan the next push, plan the next apply. */
function follow(facts: Facts, effects: Effect[] = []): Step {
  const held = planHold(facts);
  const kind = phaseOf(held.facts);
  const pushed = planPush(held.facts);
  const applied = planApply(pushed.facts, kind === 'draining');
  return step(kind, applied.facts, [...effects, ...held.effects, ...pushed.effects, ...applied.effects]);
}

/** Begins a hold when the backlog is long, and ends it when the feed has shown the backlog. */
function planHold(facts: Facts): { facts: Facts; effects: Effect[] } {
  const backlog = waitingCount(facts);
  if (backlog <= HOLD_ABOVE && facts.holdSpent) return { facts: { ...facts, holdSpent: false }, effects: [] };
  const isHolding = facts.holdUntilSeq > 0;
  if (isHolding && facts.feedSeq >= facts.holdUntilSeq) {
    return { facts: { ...facts, holdUntilSeq: 0 }, effects: [{ kind: 'clear-timer', timer: 'hold' }] };
  }
  if (isHolding || facts.holdSpent || !facts.account || facts.savedSeq - facts.feedSeq <= HOLD_ABOVE) {
    return { facts, effects: [] };
  }
  return {
    facts: { ...facts, holdUntilSeq: facts.savedSeq },
    effects: [{ kind: 'set-timer', timer: 'hold', ms: HOLD_STALL_MS }],
  };
}

function connect(before: Facts, effects: Effect[] = []): Step {
  const facts = probing(before);
  const scopes = followedScopes(facts);
  const opening: ScopeFacts = { phase: 'opening', bytes: 0, complete: false };
  const opened = Object.fromEntries(scopes.map((scope) => [scope, opening])) as Partial<Record<ShapeScope, ScopeFacts>>;
  const steady: Effect[] = facts.streamFailures > 0 ? [{ kind: 'set-timer', timer: 'stream', ms: STEADY_MS }] : [];
  return follow({ ...facts, error: null, scopes: { ...stoppedScopes, ...opened } }, [
    ...effects,
    { kind: 'start-streams', scopes },
    ...steady,
  ]);
}

/**
 * Stops streams and holds, and discards the buffers, so `feedSeq` goes back. A push in flight continues, because every state
 * accepts its answer.
 */
function disconnect(kind: StateKind, facts: Facts, effects: Effect[] = []): Step {
  const push: Facts['push'] = facts.push.kind === 'waiting' ? { kind: 'idle' } : facts.push;
  const stopped = { scopes: stoppedScopes, holdUntilSeq: 0, feedSeq: facts.passedSeq, boundaryAckedSeq: 0, applyingSeq: 0 };
  return step(kind, { ...facts, push, ...stopped }, [...stopEverything, ...effects]);
}

/**
 * Resets the count of failures. An answer alone must not reset it: one stream may work while the other fails at once, or reads
 * may be answered while live requests are refused. Such a device would try again every half second for ever.
 */
const steady = (facts: Facts): Facts => ({ ...facts, streamFailures: 0 });

/** Effects that end everything in progress, because it belonged to another person or another opening. */
const abandonEverything = (): Effect[] => [...stopEverything, { kind: 'abandon-push' }];

const stopEverything: Effect[] = [
  { kind: 'stop-streams' },
  { kind: 'clear-timer', timer: 'hold' },
  { kind: 'clear-timer', timer: 'push' },
  { kind: 'clear-timer', timer: 'stream' },
];

function backOff(facts: Facts, { random }: Chance): Step {
  const streamFailures = facts.streamFailures + 1;
  const timer: Effect = { kind: 'set-timer', timer: 'stream', ms: backoffMs(streamFailures, random) };
  return disconnect(facts.account ? 'backing-off' : 'local', { ...facts, streamFailures }, [timer]);
}

const halt = (facts: Facts, error: Facts['error']): Step =>
  disconnect('halted', { ...facts, error }, [{ kind: 'set-timer', timer: 'stream', ms: HALTED_RETRY_MS }]);

const changeScope = (facts: Facts, scope: ShapeScope, change: Partial<ScopeFacts>): Facts => ({
  ...facts,
  scopes: { ...facts.scopes, [scope]: { ...facts.scopes[scope], ...change } },
});

/**
 * The facts of a new person. Results still in flight for the old person are ignored, except a rotation: until it has ended, a
 * push could send commands that are about to be renamed, and they would take effect twice (I3).
 */
const reset = (facts: Facts, account: boolean, { savedSeq, passedSeq }: { savedSeq: number; passedSeq: number }): Facts => ({
  ...initialState.facts,
  online: facts.online,
  applying: facts.applying,
  limits: facts.limits,
  push: facts.push.kind === 'rotating' ? facts.push : initialState.facts.push,
  account,
  savedSeq,
  passedSeq,
  ackedSeq: passedSeq,
  feedSeq: passedSeq,
});

const connectIfOnline = (facts: Facts, effects: Effect[] = []): Step => {
  if (facts.online) return connect(facts, effects);
  return step(facts.account ? 'offline' : 'local', { ...facts, scopes: stoppedScopes }, effects);
};

// ---- Events whose facts change the same way in every state

const idlePush = (facts: Facts): Facts => ({ ...facts, push: { kind: 'idle' } });

/** A request without an answer may have been too much work for the time limit, so the next one carries less, in every state. */
const unanswered = (facts: Facts): Facts => ({ ...facts, pushLimit: halvedPushLimit(facts) });

/** When a sign-in has overtaken the rotation, its end must not change the push that is in progress now. */
const rotated = (facts: Facts): Facts => (facts.push.kind === 'rotating' ? { ...idlePush(facts), pushLimit } : facts);

// ---- Cells of the states with streams running

const onPushOk: Handler<'push-ok'> = ({ facts }, { ackedSeq }, chance) => {
  // An answer without progress must not lead to an immediate retry.
  if (ackedSeq <= facts.ackedSeq) return retryPushLater(facts, 0, chance);
  const effects: Effect[] = facts.holdUntilSeq > 0 ? [{ kind: 'set-timer', timer: 'hold', ms: HOLD_STALL_MS }] : [];
  return follow(acked(facts, ackedSeq), effects);
};

function retryPushLater(facts: Facts, atLeastMs: number, { random }: Chance): Step {
  const pushFailures = facts.pushFailures + 1;
  const ms = Math.max(atLeastMs, backoffMs(pushFailures, random));
  return follow({ ...facts, push: { kind: 'waiting' }, pushFailures }, [{ kind: 'set-timer', timer: 'push', ms }]);
}

const onPushFailed: Handler<'push-failed'> = ({ facts }, { failure }, chance) => {
  switch (failure.kind) {
    case 'network':
      return retryPushLater(unanswered(facts), 0, chance);
    case 'busy':
      return retryPushLater(facts, failure.retryAfterMs, chance);
    case 'signed-out':
      return disconnect('signed-out', idlePush(facts));
    case 'client-reused':
      // Sent one by one, duplicates are answered as duplicates; only a command that is refused alone was certainly not taken.
      if (facts.pushLimit > 1) return follow({ ...idlePush(facts), pushLimit: 1 });
      return rotate(facts, { fromSeq: facts.ackedSeq + 1 }, chance);
    case 'out-of-order':
      if (!failure.resend) {
        return rotate(facts, { fromSeq: Math.max(failure.fromSeq, facts.passedSeq + 1), closes: failure.clientId }, chance);
      }
      return retryPushLater({ ...facts, ackedSeq: Math.max(facts.passedSeq, failure.afterSeq) }, 0, chance);
    case 'too-large':
      if (facts.pushLimit === 1) return halt(idlePush(facts), { code: 'too_large' });
      return follow({ ...idlePush(facts), pushLimit: halvedPushLimit(facts) });
    case 'refused':
      return halt(idlePush(facts), failure.error);
  }
};

const onMustRefetch: Handler<'must-refetch'> = ({ facts }, { scope }) => {
  const behind = changeScope(facts, scope, { phase: 'behind', bytes: 0, complete: false });
  if (scope === 'public') return follow(behind);
  const again = sendAgain(behind);
  return follow(again.facts, again.effects);
};

type Rotation = Omit<Extract<Effect, { kind: 'rotate' }>, 'kind'>;

/**
 * Waits for the apply in progress: its rows may pass commands of the rotation, and these would be forgotten under both names.
 * The next push gets the same answer from the server and leads here again.
 */
const rotate = (facts: Facts, rotation: Rotation, chance: Chance): Step =>
  facts.applying ? retryPushLater(facts, 0, chance) : rotateNow(facts, rotation);

const rotateNow = (facts: Facts, rotation: Rotation): Step =>
  follow({ ...facts, push: { kind: 'rotating' }, ackedSeq: rotation.fromSeq - 1 }, [{ kind: 'rotate', ...rotation }]);

const onStreamFailed: Handler<'stream-failed'> = ({ facts }, { failure }, chance) => {
  switch (failure.kind) {
    case 'network':
      return backOff(facts, chance);
    case 'signed-out':
      return disconnect('signed-out', facts);
    case 'refused':
      return halt(facts, failure.error);
  }
};

const onTimer: Handler<'timer'> = ({ facts }, { timer }) => {
  switch (timer) {
    case 'push':
      return follow(facts.push.kind === 'waiting' ? idlePush(facts) : facts);
    case 'hold':
      return follow({ ...facts, holdUntilSeq: 0, holdSpent: true });
    case 'stream':
      return follow(steady(facts));
  }
};

// ---- Rows of the table

/** The default cells: the state stays, and only the facts change. */
const base: Row = {
  opened: stay,
  'replica-lost': ({ facts }) => disconnect('starting', { ...facts, applying: false }),
  'gave-up': ({ facts }, { error }) => disconnect('halted', { ...facts, error }),
  'command-saved': ({ kind, facts }, { seq }) => step(kind, saved(facts, seq)),
  page: stay,
  'up-to-date': stay,
  'must-refetch': stay,
  applied: ({ kind, facts }, event) => {
    const now = applied(facts, event);
    return step(kind, now.facts, now.effects);
  },
  'push-ok': ({ kind, facts }, { ackedSeq }) => step(kind, acked(facts, ackedSeq)),
  'push-failed': ({ kind, facts }, { failure }) => step(kind, idlePush(failure.kind === 'network' ? unanswered(facts) : facts)),
  rotated: ({ kind, facts }) => step(kind, rotated(facts)),
  'stream-failed': stay,
  online: ({ kind, facts }) => step(kind, { ...facts, online: true }),
  offline: ({ kind, facts }) => step(kind, { ...facts, online: false }),
  'signed-in': ({ facts }, counters) => connectIfOnline(reset(facts, true, counters), abandonEverything()),
  left: ({ facts }, counters) => connectIfOnline(reset(facts, false, counters), abandonEverything()),
  timer: stay,
};

const starting: Row = {
  ...base,
  opened: ({ facts }, { account, ...counters }) =>
    connectIfOnline({ ...reset(facts, account, counters), applying: false }, abandonEverything()),
  'signed-in': ({ kind, facts }, counters) => step(kind, reset(facts, true, counters), abandonEverything()),
  left: ({ kind, facts }, counters) => step(kind, reset(facts, false, counters), abandonEverything()),
};

/** Events of the streams, the same in every state with running streams. */
const streaming = {
  page: ({ facts }, { scope, bytes, feedSeq }) => {
    const scopeFacts = facts.scopes[scope];
    if (scopeFacts.phase === 'stopped') return step(phaseOf(facts), facts);
    const grown = changeScope(facts, scope, { phase: 'behind', bytes: scopeFacts.bytes + bytes, complete: false });
    return follow({ ...grown, feedSeq: Math.max(facts.feedSeq, feedSeq) });
  },
  'up-to-date': ({ facts }, { scope, moved }) => {
    const scopeFacts = facts.scopes[scope];
    if (scopeFacts.phase === 'stopped') return step(phaseOf(facts), facts);
    const complete = scopeFacts.complete || moved;
    const current = changeScope(facts, scope, { phase: 'current', complete });
    return follow(scope === 'me' ? atBoundary(current) : current);
  },
  'must-refetch': onMustRefetch,
  applied: ({ facts }, event) => {
    const now = applied(facts, event);
    return follow(now.facts, now.effects);
  },
  offline: ({ facts }) => disconnect(facts.account ? 'offline' : 'local', { ...facts, online: false }),
} satisfies Partial<Row>;

const following: Row = {
  ...base,
  ...streaming,
  'command-saved': ({ facts }, { seq }) => follow(saved(facts, seq)),
  'push-ok': onPushOk,
  'push-failed': onPushFailed,
  rotated: ({ facts }) => follow(rotated(facts)),
  'stream-failed': onStreamFailed,
  timer: onTimer,
};

/** The streams are off until the timer fires or the network is back. */
const paused: Row = {
  ...base,
  online: ({ facts }) => connect({ ...facts, online: true }, [{ kind: 'clear-timer', timer: 'stream' }]),
  offline: ({ facts }) => disconnect('offline', { ...facts, online: false }),
};

const table: { readonly [Kind in StateKind]: Row } = {
  starting,
  local: {
    ...base,
    ...streaming,
    // Without an account the public scope is optional: its failures are retried and not shown.
    'stream-failed': ({ facts }, { failure }, chance) =>
      failure.kind === 'network' ? backOff(facts, chance) : disconnect('local', facts),
    online: ({ facts }) => (facts.scopes.public.phase === 'stopped' ? connect({ ...facts, online: true }) : follow(facts)),
    timer: ({ facts }, { timer }) => {
      if (timer !== 'stream') return follow(facts);
      if (facts.scopes.public.phase !== 'stopped') return follow(steady(facts));
      return facts.online ? connect(facts) : follow(facts);
    },
  },
  offline: paused,
  connecting: following,
  'catching-up': following,
  live: following,
  draining: following,
  'backing-off': {
    ...paused,
    timer: ({ facts }, { timer }) => (timer === 'stream' ? connect(facts) : step('backing-off', facts)),
  },
  // Only a sign-in leaves this state; commands are still saved.
  'signed-out': base,
  halted: {
    ...base,
    timer: ({ facts }, { timer }) => {
      if (timer !== 'stream') return step('halted', facts);
      return facts.online ? connect(facts) : halt(facts, facts.error);
    },
  },
};

export function transition(state: MachineState, event: MachineEvent, chance: Chance): Step {
  // A cell takes one kind of event. The table's type guarantees that the pair fits, but TypeScript cannot follow the lookup.
  const cell = table[state.kind][event.kind] as Handler<EventKind>;
  return cell(state, event, chance);
}

export const eventKinds = Object.keys(base) as EventKind[];
export const stateKinds = Object.keys(table) as StateKind[];
