import { describe, expect, it } from 'vitest';
import { MAX_REQUEST_BYTES } from '#schema/protocol/commands.ts';
import type { CommandRecord } from '../outbox/records.ts';
import { answerToEvent, buildPushRequest, type PlannedPush } from './push-plan.ts';

const record = (seq: number, clientId: string, id: number, args: unknown = {}): CommandRecord => ({
  ...{ kind: 'command', seq, clientId, id, name: 'n', version: 1, args, at: '2026-11-22T00:00:00.000Z', callKey: `k${seq}` },
});
const outboxOf = (...pending: CommandRecord[]) => ({ pending, passedSeq: (pending[0]?.seq ?? 1) - 1 });
const plan = (outbox: ReturnType<typeof outboxOf>, afterSeq: number, limit = 100): PlannedPush => {
  const planned = buildPushRequest(outbox, afterSeq, limit, 0);
  if (!planned) throw new Error('nothing to push');
  return planned;
};

describe('the next push request', () => {
  it('carries commands of one client id, in order, up to the limit', () => {
    const outbox = outboxOf(record(4, 'old', 4), record(5, 'old', 5), record(6, 'new', 1), record(7, 'new', 2));
    expect(plan(outbox, 3).request).toMatchObject({ clientId: 'old', commands: [{ id: 4 }, { id: 5 }] });
    expect(plan(outbox, 5).request).toMatchObject({ clientId: 'new', commands: [{ id: 1 }, { id: 2 }] });
    expect(plan(outbox, 5, 1).request.commands).toHaveLength(1);
    expect(buildPushRequest(outbox, 7, 100, 0)).toBeUndefined();
  });

  it('sets sentAt on the clock by which its commands were made, and holds commands of one clock only', () => {
    const HOUR = 3_600_000;
    const nowMs = Date.parse('2026-11-22T12:00:00.000Z');
    const outbox = outboxOf(record(1, 'c', 1), record(2, 'c', 2), record(3, 'c', 3));
    // The first two commands were made while the clock was unknowingly one hour ahead; the third with a right clock.
    const errorMs = ({ seq }: CommandRecord): number => (seq < 3 ? -HOUR : 0);
    const early = buildPushRequest(outbox, 0, 100, nowMs, errorMs)?.request;
    expect(early).toMatchObject({ sentAt: '2026-11-22T13:00:00.000Z', commands: [{ id: 1 }, { id: 2 }] });
    const right = buildPushRequest(outbox, 2, 100, nowMs, errorMs)?.request;
    expect(right).toMatchObject({ sentAt: '2026-11-22T12:00:00.000Z', commands: [{ id: 3 }] });
  });

  it('stays below the request size limit', () => {
    const text = 'ß'.repeat(400_000);
    const { request } = plan(outboxOf(...Array.from({ length: 20 }, (_, i) => record(i + 1, 'c', i + 1, { text }))), 0);
    expect(new TextEncoder().encode(JSON.stringify(request)).length).toBeLessThan(MAX_REQUEST_BYTES);
    expect(request.commands.length).toBeGreaterThan(1);
  });
});

describe('the answer to a push', () => {
  const outbox = outboxOf(record(11, 'c', 3), record(12, 'c', 4), record(13, 'c', 5));
  const answered = (lastCommandId: number, afterSeq = 10) =>
    answerToEvent(outbox, plan(outbox, afterSeq), { kind: 'answered', response: { lastCommandId, outcomes: [] } });

  it('is translated into this device’s sequence numbers', () => {
    expect(answered(5)).toEqual({ kind: 'push-ok', ackedSeq: 13 });
    expect(answered(3)).toEqual({ kind: 'push-ok', ackedSeq: 11 });
  });

  it('resends what a restored server has lost while the outbox still has it', () => {
    expect(answered(2, 12)).toEqual({ kind: 'push-failed', failure: { kind: 'out-of-order', resend: true, afterSeq: 10 } });
  });

  it('asks for a new client id when this device no longer has the command that the server expects', () => {
    const event = answerToEvent(outbox, plan(outbox, 10), { kind: 'out-of-order', lastCommandId: 0 });
    expect(event).toEqual({
      kind: 'push-failed',
      failure: { kind: 'out-of-order', resend: false, fromSeq: 11, clientId: expect.any(String) },
    });
  });
});
