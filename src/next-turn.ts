// Lets a long computation in a worker yield to everything else that waits for the thread: answers of the network, messages of
// other tabs, cancellations, timers.

/** Uses a message, because browsers delay repeated timers to at least 4 ms. */
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
