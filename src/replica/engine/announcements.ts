// What every connected page should know: sync status, person, rejected commands. A page that connects late gets the last
// of each at once; nothing is said twice.
import type { Person, RejectedCommand, SyncStatus } from '../api.ts';
import { stateToStatus } from '../machine/status.ts';
import { initialState } from '../machine/transition.ts';
import type { MachineState } from '../machine/types.ts';
import type { EventSink, ReplicaEvent } from '../service.ts';

export class Announcements {
  readonly #sinks = new Map<string, EventSink>();
  #state: MachineState = initialState;
  #progress: number | null = null;
  #status: SyncStatus = { kind: 'starting', progress: null };
  #person: Person | undefined;
  #rejected: RejectedCommand[] = [];

  add(appId: string, sink: EventSink): void {
    this.#sinks.set(appId, sink);
    sink({ kind: 'status', status: this.#status });
    if (this.#person) sink({ kind: 'person', person: this.#person });
    sink({ kind: 'rejected', rejected: this.#rejected });
  }

  remove(appId: string): void {
    this.#sinks.delete(appId);
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
    for (const sink of this.#sinks.values()) sink(event);
  }
}
