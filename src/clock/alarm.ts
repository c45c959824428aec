// Calls back when an instant has come: on time even while the page is hidden, and within a second of waking when the device
// slept. A worker runs the timers, because browsers throttle the timers of a hidden page; the page's clock decides.
import { endWithPage } from '#src/page-lifetime.ts';
import type { AlarmRequest, AlarmRing } from '#src/clock/alarms.ts';
import { clock } from './clock.ts';

let worker: Worker | null = null;
let alarmsMade = 0;

function alarmWorker(): Worker {
  if (worker) return worker;
  const started = endWithPage(
    new Worker(new URL('../workers/alarm/main.ts', import.meta.url), { type: 'module', name: 'alarm' }),
  );
  const tellClock = (): void => tell(started, { kind: 'clock', state: clock.state });
  clock.subscribe(tellClock);
  tellClock();
  worker = started;
  return started;
}

const tell = (to: Worker, request: AlarmRequest): void => to.postMessage(request);

/** Calls back once. Returns the function that cancels the alarm. */
export function setAlarm(at: Date, onTime: () => void): () => void {
  const keeper = alarmWorker();
  const id = (alarmsMade += 1);
  const forget = (): void => {
    keeper.removeEventListener('message', hear);
    document.removeEventListener('visibilitychange', check);
    stopListening();
    tell(keeper, { kind: 'forget', id });
  };
  const check = (): void => {
    if (clock.now() < at.getTime()) return tell(keeper, { kind: 'set', id, atMs: at.getTime() });
    forget();
    onTime();
  };
  const hear = ({ data }: MessageEvent<AlarmRing>): void => {
    if (data.id === id) check();
  };
  const stopListening = clock.subscribe(check);
  keeper.addEventListener('message', hear);
  document.addEventListener('visibilitychange', check);
  tell(keeper, { kind: 'set', id, atMs: at.getTime() });
  return forget;
}
