// Pure plans over the facts: what to push, what to apply, which scopes to follow, how long to wait.
import { MAX_COMMANDS_PER_REQUEST } from '#schema/protocol/commands.ts';
import { SHAPE_SCOPES, type ShapeScope } from '#schema/protocol/feed.ts';
import type { BufferLimits, Effect, Facts, ScopeFacts, StateKind } from './types.ts';

export const bufferLimits: BufferLimits = {
  rebasing: 8 * 1024 * 1024,
  // With no command waiting, an apply needs no rebase, so smaller steps keep taps quick.
  unburdened: 2 * 1024 * 1024,
  // The buffer keeps only the newest version of each row, so it may be larger.
  draining: 32 * 1024 * 1024,
};
/** A longer backlog is drained before rows are applied: rebasing it for every page would be quadratic. */
export const HOLD_ABOVE = 50;
/** A hold ends when no acknowledgement arrived for this long. */
export const HOLD_STALL_MS = 5_000;
export const BACKOFF_FIRST_MS = 500;
export const BACKOFF_MAX_MS = 30_000;
/** Streams that ran this long without a failure reset the count of failures. */
export const STEADY_MS = 10_000;
/** An immediate retry does not cure a refusal, but a later one may reach an updated server. */
export const HALTED_RETRY_MS = 5 * 60_000;

export const stoppedScope: ScopeFacts = { phase: 'stopped', bytes: 0, complete: false };
export const stoppedScopes: Record<ShapeScope, ScopeFacts> = { me: stoppedScope, public: stoppedScope };

export const followedScopes = ({ account }: Facts): ShapeScope[] => (account ? [...SHAPE_SCOPES] : ['public']);

/** Doubles with each failure, half of it random: never immediate, never in step with other devices. */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

export const waitingCount = ({ savedSeq, passedSeq }: Facts): number => savedSeq - passedSeq;

export const hasToPush = (facts: Facts): boolean => facts.account && facts.savedSeq > facts.ackedSeq;

/** Streams have failed, and at least one scope has delivered nothing since: the server may still be unreachable. */
export const isRetrying = (facts: Facts): boolean =>
  facts.streamFailures > 0 && followedScopes(facts).some((scope) => facts.scopes[scope].phase === 'opening');

/** Received rows have not been applied yet. */
export const hasToApply = (facts: Facts): boolean =>
  facts.applying || followedScopes(facts).some((scope) => facts.scopes[scope].complete || facts.scopes[scope].bytes > 0);

/** Plans the next push, if one may start now. */
export function planPush(facts: Facts): { facts: Facts; effects: Effect[] } {
  if (facts.push.kind !== 'idle' || !hasToPush(facts)) return { facts, effects: [] };
  const afterSeq = facts.ackedSeq;
  return {
    facts: { ...facts, push: { kind: 'sending', afterSeq } },
    effects: [{ kind: 'push', afterSeq, limit: facts.pushLimit }],
  };
}

export const pushLimit = MAX_COMMANDS_PER_REQUEST;

export const halvedPushLimit = (facts: Facts): number => Math.max(1, Math.floor(facts.pushLimit / 2));
export const grownPushLimit = (facts: Facts): number => Math.min(pushLimit, facts.pushLimit * 2);

/** Plans which buffers to apply now. */
export function planApply(facts: Facts, isHolding: boolean): { facts: Facts; effects: Effect[] } {
  // During a rotation, a command must not pass under its old name.
  if (facts.applying || facts.push.kind === 'rotating') return { facts, effects: [] };
  const scopes = followedScopes(facts).filter((scope) => isRipe(facts, facts.scopes[scope], isHolding));
  if (scopes.length === 0) return { facts, effects: [] };
  const forget = scopes.includes('me') && facts.scopes.me.complete;
  const taken = Object.fromEntries(
    scopes.map((scope) => [scope, { ...facts.scopes[scope], bytes: 0, complete: false }]),
  ) as Partial<Record<ShapeScope, ScopeFacts>>;
  return {
    facts: { ...facts, applying: true, applyingSeq: forget ? facts.feedSeq : 0, scopes: { ...facts.scopes, ...taken } },
    effects: [{ kind: 'apply', scopes, forget }],
  };
}

function isRipe(facts: Facts, scope: ScopeFacts, isHolding: boolean): boolean {
  const { draining, unburdened, rebasing } = facts.limits;
  if (isHolding) return scope.bytes > draining;
  return scope.complete || scope.bytes > (waitingCount(facts) === 0 ? unburdened : rebasing);
}

/** Whether applying waits for the backlog's acknowledgements. */
export function shouldHold(facts: Facts): boolean {
  return !facts.holdSpent && facts.account && facts.holdUntilSeq > facts.feedSeq;
}

/** The state of a running follower, from the phases of its streams. */
export function phaseOf(facts: Facts): StateKind {
  if (!facts.account) return 'local';
  if (shouldHold(facts)) return 'draining';
  const phases = followedScopes(facts).map((scope) => facts.scopes[scope].phase);
  if (phases.every((phase) => phase === 'current')) return 'live';
  return phases.every((phase) => phase === 'opening') ? 'connecting' : 'catching-up';
}
