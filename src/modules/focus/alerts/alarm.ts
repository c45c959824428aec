// Calls back when an instant has come, on time also while the page is hidden, and when the device wakes after it.
import type { AlarmRequest } from '#src/workers/alarm/main.ts';

let worker: Worker | null = null;

function alarmWorker(): Worker {
  worker ??= new Worker(new URL('../../../workers/alarm/main.ts', import.meta.url), { type: 'module', name: 'alarm' });
  return worker;
}

/** Returns the way to forget it. */
export function setAlarm(at: Date, onTime: () => void): () => void {
  const clock = alarmWorker();
  const ask = (request: AlarmRequest) => clock.postMessage(request);
  const check = () => {
    if (Date.now() >= at.getTime()) onTime();
    else ask({ at: at.getTime() });
  };
  clock.addEventListener('message', check);
  document.addEventListener('visibilitychange', check);
  ask({ at: at.getTime() });
  return () => {
    clock.removeEventListener('message', check);
    document.removeEventListener('visibilitychange', check);
    ask({ at: null });
  };
}
