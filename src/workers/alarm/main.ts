// Posts a message when an instant has come. Runs in a worker, because browsers throttle the timers of a hidden page but not of
// its workers.
import { deviceReadings } from '#src/clock/readings.ts';
import { Alarms, type AlarmRequest } from '#src/clock/alarms.ts';

const alarms = new Alarms({
  readings: deviceReadings,
  setTimer: (ms, ring) => {
    const timer = setTimeout(ring, ms);
    return () => clearTimeout(timer);
  },
  ring: (alarm) => self.postMessage(alarm),
});

self.addEventListener('message', ({ data }: MessageEvent<AlarmRequest>) => alarms.hear(data));
