// Fails a file of tests that leaves a fake clock: the files of a worker share it, so a later file would measure no time.
import { afterAll, vi } from 'vitest';

afterAll(() => {
  if (!vi.isFakeTimers()) return;
  vi.useRealTimers();
  throw new Error('this file leaves a fake clock: call vi.useRealTimers() after each test');
});
