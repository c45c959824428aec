// Lines that die without a word. A phone that changes its network, or a router that forgets a connection, tells nobody: a
// request over such a line would wait for ever, and with it everything that waits for the request.

/**
 * Longer than the server is ever silent: it answers a long poll after 20 s and says something on an event stream every 21 s.
 * ShapeStream has a bound of its own, but only until the headers of a live request.
 */
export const SILENCE_MS = 45_000;

/** The same fetch, whose request fails when no byte of the answer comes for this long. */
export function failOnSilence(fetchClient: typeof fetch, silenceMs = SILENCE_MS): typeof fetch {
  return async (input, init) => {
    const stopping = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listenOn = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => stopping.abort(new DOMException('the line is silent', 'TimeoutError')), silenceMs);
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
    listenOn();
    try {
      const answer = await fetchClient(input, { ...init, signal: stopping.signal });
      if (answer.body) return new Response(answer.body.pipeThrough(listening(listenOn, done)), answer);
      done();
      return answer;
    } catch (error) {
      done();
      throw error;
    }
  };
}

const listening = (onBytes: () => void, onEnd: () => void): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> =>
  new TransformStream({
    transform(bytes, controller) {
      onBytes();
      controller.enqueue(bytes);
    },
    flush: onEnd,
  });
