// For long work in a worker: lets everything else that waits for the thread have its turn. Answers of the network, messages of
// other tabs, a cancellation, timers.

/** A timer would be held back to 4 ms by browsers when it comes again and again; a message is not. */
export function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
