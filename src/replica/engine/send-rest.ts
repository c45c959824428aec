// Sends everything that waits on a removed device, whose machine has stopped. Invariant: commands count as sent only when the server
// has answered each of them, because the device is erased afterwards (I2).
import { pushLimit } from '../machine/plans.ts';
import type { EventOf } from '../machine/types.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { CommandRecord } from '../outbox/records.ts';
import type { EnginePorts } from './ports.ts';
import { answerToEvent, buildPushRequest } from './push-plan.ts';
import { rotate, type Rotation } from './rotate.ts';

/** How often commands are renamed or sent from an earlier one. An answer that leads here again and again is tried later. */
const MAX_DETOURS = 5;

interface Place {
  afterSeq: number;
  limit: number;
  detours: number;
}

/**
 * False: not everything was taken, and trying again later may help. Nothing else may rename or pass commands meanwhile. `passedSeq`:
 * what the rows contain. Acknowledged commands after it are sent again, because a restored server may have lost them.
 */
export async function sendRest(
  outbox: Outbox,
  passedSeq: number,
  { clock, push, time }: Pick<EnginePorts, 'clock' | 'push' | 'time'>,
): Promise<boolean> {
  await time?.measured();
  const errorMs = ({ clock: made }: CommandRecord): number => time?.errorMs(made) ?? 0;
  let place: Place = { afterSeq: passedSeq, limit: pushLimit, detours: 0 };
  for (;;) {
    const planned = buildPushRequest(outbox, place.afterSeq, place.limit, clock.now(), errorMs);
    if (!planned) return true;
    await outbox.writeMark();
    const event = answerToEvent(outbox, planned, await push.push(planned.request, outbox.person.userId));
    const next = event.kind === 'push-ok' ? afterOk(place, event.ackedSeq) : afterFailure(place, event.failure, passedSeq);
    if (next === null || next.detours > MAX_DETOURS) return false;
    if (next.rotates && !(await rotate(outbox, { clock, push }, next.rotates))) return false;
    place = { afterSeq: next.afterSeq, limit: next.limit, detours: next.detours };
  }
}

type Next = (Place & { rotates?: Rotation }) | null;

/** An answer without progress is tried later. */
const afterOk = (place: Place, ackedSeq: number): Next => (ackedSeq > place.afterSeq ? { ...place, afterSeq: ackedSeq } : null);

/** As the machine decides (transition.ts); what it would halt for is tried later. */
function afterFailure(place: Place, failure: EventOf<'push-failed'>['failure'], passedSeq: number): Next {
  const { afterSeq, limit, detours } = place;
  const rotated = (rotates: Rotation): Next => ({ ...place, afterSeq: rotates.fromSeq - 1, detours: detours + 1, rotates });
  switch (failure.kind) {
    case 'client-reused':
      return limit > 1 ? { ...place, limit: 1 } : rotated({ fromSeq: afterSeq + 1 });
    case 'out-of-order':
      if (!failure.resend) return rotated({ fromSeq: Math.max(failure.fromSeq, passedSeq + 1), closes: failure.clientId });
      return { ...place, afterSeq: Math.max(failure.afterSeq, passedSeq), detours: detours + 1 };
    case 'too-large':
      return limit > 1 ? { ...place, limit: Math.floor(limit / 2) } : null;
    case 'network':
    case 'busy':
    case 'signed-out':
    case 'refused':
      return null;
  }
}
