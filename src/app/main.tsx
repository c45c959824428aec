// The page's entry. The replica opens while React renders; no screen waits for it.
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '#src/ui/base.css';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { registerServiceWorker, watchInstallOffers } from '#src/modules/device/public.ts';
import { watchPageLifetime } from '#src/page-lifetime.ts';
import { createReplica, type Replica } from '#src/replica/public.ts';
import { App } from './app.tsx';

watchPageLifetime();
watchInstallOffers();
const replica = createReplica();
// For the console, and for end-to-end tests: `await cadence.diagnostics()`.
Object.assign(globalThis, { cadence: replica });

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// A transition renders in slices, between which a slow device answers taps.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <App replica={replica} />
    </StrictMode>,
  ),
);

void whenOpen(replica).then(registerServiceWorker);
// Not needed for the first screen, so loaded after it.
void whenOpen(replica)
  .then(() => import('#src/blobs/public.ts'))
  .then(({ startBlobs }) => startBlobs(replica));

/** Resolves once the replica is open: filling the offline cache earlier would slow down its opening. */
function whenOpen(opening: Replica): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (opening.status().kind === 'starting') return;
      stop();
      resolve();
    };
    const stop = opening.subscribe(check);
    check();
  });
}
