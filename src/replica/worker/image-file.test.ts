import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Crash, CrashClock, CrashingFile } from '../outbox/crashing-file.ts';
import { ImageFile } from './image-file.ts';
import type { Change } from './image-frames.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const whole = (path: string, value: string): Change => ({
  ...{ kind: 'file', path, size: value.length, keep: 0 },
  parts: [{ at: 0, bytes: text(value) }],
});
const image: Change[] = [{ kind: 'folder', path: '/base' }, whole('/base/1', 'one'), whole('/base/2', 'two')];

class Device {
  readonly clock: CrashClock;
  readonly files: readonly [CrashingFile, CrashingFile];
  constructor(files?: readonly [CrashingFile, CrashingFile], clock = new CrashClock()) {
    this.clock = clock;
    this.files = files ?? [new CrashingFile(clock), new CrashingFile(clock)];
  }
  open(): ImageFile {
    return ImageFile.open(...this.files);
  }
  afterCrash(kept: number, torn: number): Device {
    const clock = new CrashClock();
    const [first, second] = this.files;
    return new Device([first.afterCrash(clock, kept, torn), second.afterCrash(clock, kept, torn)], clock);
  }
}

const contentOf = (file: ImageFile): Record<string, string> | undefined => {
  if (file.storedSchema === undefined) return undefined;
  const entries = [...file.readFiles().files].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)] as const);
  return Object.fromEntries(entries.sort());
};
const turn = (): Promise<void> => Promise.resolve();

describe('the stored replica', () => {
  it('is read as the last snapshot left it: overwritten, grown, truncated and removed files', () => {
    const device = new Device();
    const file = device.open();
    file.append('s', image);
    file.append('s', [
      { kind: 'file', path: '/base/1', size: 6, keep: 3, parts: [{ at: 4, bytes: text('!') }] },
      { kind: 'remove', path: '/base/2' },
      whole('/base/3', 'three'),
    ]);
    file.append('s', [{ kind: 'file', path: '/base/3', size: 4, keep: 2, parts: [] }]);
    expect(contentOf(device.open())).toEqual({ '/base/1': 'one\0!\0', '/base/3': 'th\0\0' });
    file.append('s', [{ kind: 'remove', path: '/base' }]);
    expect(device.open().readFiles()).toEqual({ folders: [], files: new Map() });
  });

  it('is empty after clear, whatever else was there', () => {
    const device = new Device();
    const file = device.open();
    file.append('old', image);
    file.clear();
    expect(device.open().storedSchema).toBeUndefined();
    file.append('new', image);
    expect(device.open().storedSchema).toBe('new');
  });

  it('counts openings that did not finish, and resets the count when one does', () => {
    const device = new Device();
    const file = device.open();
    file.append('s', image);
    for (let opening = 0; opening < 2; opening += 1) device.open().noteOpening(false);
    expect(device.open().unfinishedOpenings).toBe(2);
    file.noteOpening(true);
    expect(device.open().unfinishedOpenings).toBe(0);
  });

  it('has the same contents after a compaction, and is shorter', async () => {
    const device = new Device();
    const file = device.open();
    file.append('s', image);
    for (let round = 0; round < 20; round += 1) file.append('s', [whole('/base/1', `round ${round}`)]);
    const before = contentOf(file);
    const size = device.files[0].getSize();
    await file.compact(turn);
    expect(contentOf(file)).toEqual(before);
    expect(contentOf(device.open())).toEqual(before);
    expect(device.files[1].getSize()).toBeLessThan(size);
    file.append('s', [whole('/base/1', 'after')]);
    expect(contentOf(device.open())).toEqual({ ...before, '/base/1': 'after' });
  });

  it('is the snapshot before or the snapshot after a write, wherever the device dies', async () => {
    const crash = fc.record({ after: fc.nat(60), kept: fc.nat(4), torn: fc.nat(700) });
    await fc.assert(
      fc.asyncProperty(crash, async ({ after, kept, torn }) => {
        const device = new Device();
        const file = device.open();
        const snapshots: (Record<string, string> | undefined)[] = [undefined];
        device.clock.operationsLeft = after;
        try {
          for (let round = 0; round < 6; round += 1) {
            const value = `round ${round}`;
            snapshots.push({ '/base/1': value, '/base/2': 'two' });
            file.append('s', round === 0 ? [...image, whole('/base/1', value)] : [whole('/base/1', value)]);
            file.noteOpening(round % 2 === 0);
            if (round % 3 === 2) await file.compact(turn);
          }
        } catch (error) {
          if (!(error instanceof Crash)) throw error;
        }
        const found = contentOf(device.afterCrash(kept, torn).open());
        expect(snapshots.slice(-2)).toContainEqual(found);
      }),
      { numRuns: 300 },
    );
  });
});
