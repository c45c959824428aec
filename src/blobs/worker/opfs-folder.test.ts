import { expect, test } from 'vitest';
import { FolderFullError } from './blob-folder.ts';
import { OpfsFolder } from './opfs-folder.ts';

test.each([0, 2, 4_294_967_288, Number.NaN])(
  'a write of three bytes that returns %d failed because the device is full',
  async (answer) => {
    const handle = { createSyncAccessHandle: () => Promise.resolve({ write: () => answer }) };
    const folder = { getFileHandle: () => Promise.resolve(handle) };
    const part = await new OpfsFolder(folder as unknown as FileSystemDirectoryHandle).openPart('part');
    expect(() => part.write(new Uint8Array(3), 0)).toThrow(FolderFullError);
  },
);
