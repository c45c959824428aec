// What the facts say of commands that the server has acknowledged, and when the server may have lost some of them (I8). Pure.
import { grownPushLimit } from './plans.ts';
import type { Effect, EventOf, Facts } from './types.ts';

export const saved = (facts: Facts, seq: number): Facts => ({ ...facts, savedSeq: Math.max(facts.savedSeq, seq) });

const passed = (facts: Facts, seq: number): Facts => {
  const passedSeq = Math.max(facts.passedSeq, seq);
  return {
    ...facts,
    applying: false,
    applyingSeq: 0,
    passedSeq,
    feedSeq: Math.max(facts.feedSeq, passedSeq),
    ackedSeq: Math.max(facts.ackedSeq, passedSeq),
  };
};

export const acked = (facts: Facts, ackedSeq: number): Facts => ({
  ...facts,
  push: { kind: 'idle' },
  ackedSeq: Math.max(facts.ackedSeq, ackedSeq),
  pushFailures: 0,
  pushLimit: grownPushLimit(facts),
});

/**
 * The server may have been restored while the streams were down, and have lost acknowledged commands whose rows never arrived:
 * then nothing else tells this device. The last of them is sent again; its answer is a duplicate, or names the first one lost,
 * because a restore loses the end of a history.
 */
export const probing = (facts: Facts): Facts => ({ ...facts, ackedSeq: Math.max(facts.passedSeq, facts.ackedSeq - 1) });

/** The server's database may be a restored backup that has lost acknowledged commands, so they are sent again. */
export function sendAgain(facts: Facts): { facts: Facts; effects: Effect[] } {
  const { passedSeq } = facts;
  const isSending = facts.push.kind === 'sending';
  const push: Facts['push'] = isSending ? { kind: 'idle' } : facts.push;
  return {
    facts: { ...facts, push, ackedSeq: passedSeq, feedSeq: passedSeq, boundaryAckedSeq: 0, applyingSeq: 0 },
    effects: isSending ? [{ kind: 'abandon-push' }] : [],
  };
}

/**
 * Rows read from the beginning may be of a restored backup, and no 409 announces that. Rows that show a command, but not one
 * before it, are of a server that has lost the earlier one.
 */
export const applied = (facts: Facts, { passedSeq, isWhole }: EventOf<'applied'>): { facts: Facts; effects: Effect[] } => {
  const now = passed(facts, passedSeq);
  const isLost = (isWhole && now.ackedSeq > now.passedSeq) || facts.applyingSeq > now.passedSeq;
  return isLost ? sendAgain(now) : { facts: now, effects: [] };
};

/**
 * A boundary of `me` shows every command that was acknowledged at the boundary before it. Otherwise the server may have lost the
 * last ones while this stream waited for its answer.
 */
export const atBoundary = (facts: Facts): Facts => {
  const { ackedSeq, feedSeq, boundaryAckedSeq, push } = facts;
  const isOverdue = push.kind === 'idle' && ackedSeq > feedSeq && ackedSeq <= boundaryAckedSeq;
  return isOverdue ? { ...probing(facts), boundaryAckedSeq: 0 } : { ...facts, boundaryAckedSeq: ackedSeq };
};
