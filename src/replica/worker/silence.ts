// Detects dead connections. When a phone changes networks or a router drops a connection, neither end is notified: without a
// timeout, a request on it would wait for ever, and with it everything that waits for the request.

/**
 * Longer than the server ever pauses: it answers a long poll after 20 s and sends a message on an event stream every 21 s.
 * ShapeStream has its own timeout, but only until the headers of a live request.
 */
export const SILENCE_MS = 45_000;

/** Wraps `fetch`: the request fails when no byte of the answer arrives for this long. */
export function failOnSilence(fetchClient: typeof fetch, silenceMs = SILENCE_MS): typeof fetch {
  return async (input, init) => {
    const stopping = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const restartTimeout = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => stopping.abort(new DOMException('the connection is silent', 'TimeoutError')), silenceMs);
    };
    const stop = (): void => {
      clearTimeout(timer);
      stopping.abort(init?.signal?.reason);
    };
    if (init?.signal?.aborted) stop();
    else init?.signal?.addEventListener('abort', stop, { once: true });
    const done = (): void => {
      clearTimeout(timer);
      init?.signal?.removeEventListener('abort', stop);
    };
    restartTimeout();
    try {
      const answer = await fetchClient(input, { ...init, signal: stopping.signal });
      if (answer.body) return new Response(answer.body.pipeThrough(observingBytes(restartTimeout, done)), answer);
      done();
      return answer;
    } catch (error) {
      done();
      throw error;
    }
  };
}

const observingBytes = (
  onBytes: () => void,
  onEnd: () => void,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> =>
  new TransformStream({
    transform(bytes, controller) {
      onBytes();
      controller.enqueue(bytes);
    },
    flush: onEnd,
  });
