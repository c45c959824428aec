// Starts a worker. Invariant: a worker's entry exports nothing and no chunk imports it. WebKit evaluates a module worker's
// entry again when a lazy chunk imports from it, and then everything in the worker exists twice. The build checks this
// (scripts/worker-entries.ts).

/**
 * Loads the worker's code, then passes on the messages that arrived meanwhile, because a browser drops messages without a
 * listener. The page learns of a failed load through the worker's `error` event.
 */
export function beginWorker(load: () => Promise<unknown>): void {
  const early: MessageEvent[] = [];
  const keep = (event: MessageEvent): void => void early.push(event);
  self.addEventListener('message', keep);
  load().then(() => {
    self.removeEventListener('message', keep);
    for (const { data, ports } of early) self.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
  }, reportError);
}
