// For embedded-owner.test.ts: a process that claims the directories it is sent, at once, and releases them when it receives an
// empty text.
import { claimDirectory } from '#server/db/embedded-owner.ts';

let release: (() => Promise<void>) | undefined;

process.on('message', (directory: string) => {
  void (async () => {
    if (directory === '') await release?.();
    release = directory === '' ? undefined : await claimDirectory(directory).catch(() => undefined);
    process.send?.(release !== undefined);
  })();
});
process.send?.('ready');
