// Plans the next push request and translates its answer into this device's sequence numbers. Pure.
import { MAX_REQUEST_BYTES, type PushRequest, type WireCommand } from '#schema/protocol/commands.ts';
import type { EventOf } from '../machine/types.ts';
import type { CommandRecord } from '../outbox/records.ts';
import type { PushAnswer } from './ports.ts';

/** Space for the request's own fields. */
const ENVELOPE_BYTES = 1024;

interface OutboxCommands {
  readonly pending: readonly CommandRecord[];
  readonly passedSeq: number;
}

export interface PlannedPush {
  request: PushRequest;
  commands: CommandRecord[];
}

/** Commands whose clock errors differ by at most this much share one correction. */
const SAME_ERROR_MS = 1_000;

/**
 * Commands of one client id in order, as many as fit. The server corrects every command of a request by one offset, computed
 * from `sentAt`. So `sentAt` is now by the clock that made the commands (now minus their `errorMs`), and a request holds
 * commands of one clock error only. Undefined when no command follows `afterSeq`.
 */
export function buildPushRequest(
  outbox: OutboxCommands,
  afterSeq: number,
  limit: number,
  nowMs: number,
  errorMs: (command: CommandRecord) => number = () => 0,
): PlannedPush | undefined {
  const first = outbox.pending.find(({ seq }) => seq > afterSeq);
  if (!first) return undefined;
  const commands: CommandRecord[] = [];
  const wire: WireCommand[] = [];
  const firstErrorMs = errorMs(first);
  let bytes = ENVELOPE_BYTES;
  for (const record of outbox.pending) {
    if (record.seq <= afterSeq) continue;
    if (record.clientId !== first.clientId || commands.length === limit) break;
    if (Math.abs(errorMs(record) - firstErrorMs) > SAME_ERROR_MS) break;
    const { id, name, version, args, at } = record;
    // A UTF-16 unit takes at most three bytes. An exact count would encode every command twice.
    bytes += JSON.stringify(args).length * 3 + 300;
    if (bytes > MAX_REQUEST_BYTES && commands.length > 0) break;
    commands.push(record);
    wire.push({ id, name, version, args, at });
  }
  return {
    request: { clientId: first.clientId, commands: wire, sentAt: new Date(nowMs - firstErrorMs).toISOString() },
    commands,
  };
}

export function answerToEvent(
  outbox: OutboxCommands,
  { request, commands }: PlannedPush,
  answer: PushAnswer,
): EventOf<'push-ok'> | EventOf<'push-failed'> {
  const firstId = request.commands[0]?.id ?? 1;
  if (answer.kind === 'answered') {
    const { lastCommandId } = answer.response;
    if (lastCommandId < firstId - 1) return outOfOrder(outbox, request.clientId, lastCommandId);
    const acked = commands.findLast(({ id }) => id <= lastCommandId);
    return { kind: 'push-ok', ackedSeq: acked?.seq ?? outbox.passedSeq };
  }
  if (answer.kind === 'out-of-order') return outOfOrder(outbox, request.clientId, answer.lastCommandId ?? firstId - 1);
  return { kind: 'push-failed', failure: answer };
}

/** The server expects the command after `lastCommandId`. Resend from there if the outbox still has that command. */
function outOfOrder(outbox: OutboxCommands, clientId: string, lastCommandId: number): EventOf<'push-failed'> {
  const own = outbox.pending.filter((command) => command.clientId === clientId);
  const next = own.find(({ id }) => id === lastCommandId + 1);
  if (next) return { kind: 'push-failed', failure: { kind: 'out-of-order', resend: true, afterSeq: next.seq - 1 } };
  const fromSeq = own[0]?.seq ?? outbox.passedSeq + 1;
  return { kind: 'push-failed', failure: { kind: 'out-of-order', resend: false, fromSeq, clientId } };
}
