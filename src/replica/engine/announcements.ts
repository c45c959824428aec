// Sync status, person and rejected commands, sent to every connected page. A page that connects late gets the latest value of
// each at once; unchanged values are not sent again.
import type { ClockState } from '#src/clock/device-clock.ts';
import type { Person, RejectedCommand, SyncStatus } from '../api.ts';
import { stateToStatus } from '../machine/status.ts';
import { initialState } from '../machine/transition.ts';
import type { MachineState } from '../machine/types.ts';
import type { OnReplicaEvent, ReplicaEvent } from '../service.ts';

export class Announcements {
  readonly #subscribers = new Map<string, OnReplicaEvent>();
  #state: MachineState = initialState;
  #progress: number | null = null;
  #status: SyncStatus = { kind: 'starting', progress: null };
  #person: Person | undefined;
  #rejected: RejectedCommand[] = [];
  #clock: Extract<ReplicaEvent, { kind: 'clock' }> | undefined;

  /** Subscribing the same page again replaces its callback. */
  subscribe(appId: string, onEvent: OnReplicaEvent): void {
    this.#subscribers.set(appId, onEvent);
    onEvent({ kind: 'status', status: this.#status });
    if (this.#clock) onEvent(this.#clock);
    if (this.#person) onEvent({ kind: 'person', person: this.#person });
    onEvent({ kind: 'rejected', rejected: this.#rejected });
  }

  unsubscribe(appId: string): void {
    this.#subscribers.delete(appId);
  }

  state(state: MachineState): void {
    this.#state = state;
    this.#announceStatus();
  }

  progress(part: number | null): void {
    this.#progress = part;
    this.#announceStatus();
  }

  person(person: Person): void {
    this.#person = person;
    this.#say({ kind: 'person', person });
  }

  clock(state: ClockState, isMeasured: boolean): void {
    this.#clock = { kind: 'clock', state, isMeasured };
    this.#say(this.#clock);
  }

  rejected(rejected: RejectedCommand[]): void {
    this.#rejected = rejected;
    this.#say({ kind: 'rejected', rejected });
  }

  #announceStatus(): void {
    const status = stateToStatus(this.#state, this.#progress);
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    this.#say({ kind: 'status', status });
  }

  #say(event: ReplicaEvent): void {
    for (const onEvent of this.#subscribers.values()) onEvent(event);
  }
}
