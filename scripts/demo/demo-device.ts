// A device on which the demo person is signed in, for scripts that measure pages with data.
import { Device, type DeviceOptions } from '#tests/e2e/device.ts';
import { DEMO_EMAIL, withDemoServer } from './serve-demo.ts';

/** Calls `run` when the year of the demo person is on the device; returns what it returns. */
export const withDemoDevice = <T>(
  run: (device: Device) => Promise<T>,
  options: Omit<DeviceOptions, 'serverPort'> = {},
): Promise<T> =>
  withDemoServer(async (serverPort) => {
    const device = await Device.open({ serverPort, ...options });
    try {
      await device.visit('/');
      await device.signIn(DEMO_EMAIL);
      await device.synced();
      return await run(device);
    } finally {
      await device.close();
    }
  });
