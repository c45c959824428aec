// What a bench is doing, one line for each step. Without a receiver (a bench called by a test) nothing is printed.
type Receiver = (what: string) => void;

let receive: Receiver = () => undefined;

export function onStep(receiver: Receiver): void {
  receive = receiver;
}

/** Announces the next step. The last one is named when the group exceeds its limit or fails. */
export function step(what: string): void {
  receive(what);
}
