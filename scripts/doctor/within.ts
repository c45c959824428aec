// A bound for everything that the doctor waits for.
const WITHIN_MS = 15_000;

export async function within<T>(what: string, work: Promise<T>, ms = WITHIN_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const words = `${what} did not answer within ${ms / 1000} s`;
    timer = setTimeout(() => reject(Object.assign(new Error(words), { code: 'ETIMEDOUT' })), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
