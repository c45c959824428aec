// Gives waiting commands a new client id. Invariant: no command takes effect under both ids (I3).
import type { Outbox } from '../outbox/outbox.ts';
import type { EnginePorts } from './ports.ts';

export interface Rotation {
  fromSeq: number;
  /**
   * The old client id, when the server may still take commands with it: a request with them may be in transit. The server closes
   * this id first, and the commands that it took until then keep their names.
   */
  closes?: string | undefined;
}

/** False: the server could not be asked, and nothing has changed. Rejects when the disk is full; then nothing has changed either. */
export async function rotate(
  outbox: Outbox,
  { clock, push }: Pick<EnginePorts, 'clock' | 'push'>,
  { fromSeq, closes }: Rotation,
): Promise<boolean> {
  if (closes === undefined) {
    await outbox.rotateFrom(fromSeq);
    return true;
  }
  const sentAt = new Date(clock.now()).toISOString();
  const answer = await push.push({ clientId: closes, commands: [], closes: true, sentAt }, outbox.person.userId);
  if (answer.kind !== 'answered') return false;
  const { lastCommandId } = answer.response;
  const next = outbox.pending.find(({ seq, clientId, id }) => seq >= fromSeq && clientId === closes && id > lastCommandId);
  if (next) await outbox.rotateFrom(next.seq);
  return true;
}
