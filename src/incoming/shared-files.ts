// Files from the share sheet on their way from the service worker to the page, stored in a cache of their own until a page
// takes them. Invariant: a file is returned once; files that no page took stay until the next visit to the page that takes their kind.
import { SHARE_PATH } from '../../schema/inbox/share.ts';

/** Not a precache name, so cleaning up outdated precaches does not delete it. */
export const SHARED_FILES_CACHE = 'cadence-shared-files';
const NAME_HEADER = 'x-file-name';

const isFile = (value: FormDataEntryValue): value is File => typeof value !== 'string';

/** Stores the files of a share; returns their number. */
export async function keepSharedFiles(files: readonly FormDataEntryValue[], at: number): Promise<number> {
  const kept = files.filter(isFile).filter(({ size }) => size > 0);
  if (kept.length === 0) return 0;
  const cache = await caches.open(SHARED_FILES_CACHE);
  await Promise.all(
    kept.map((file, index) =>
      cache.put(
        `${SHARE_PATH}/${at}-${index}`,
        new Response(file, {
          headers: { 'content-type': file.type || 'application/octet-stream', [NAME_HEADER]: encodeURIComponent(file.name) },
        }),
      ),
    ),
  );
  return kept.length;
}

type IsWanted = (file: { name: string; type: string }) => boolean;

/** Returns the stored files that are wanted and deletes them. */
export async function takeSharedFiles(isWanted: IsWanted = () => true): Promise<File[]> {
  if (!('caches' in globalThis)) return [];
  const cache = await caches.open(SHARED_FILES_CACHE);
  const requests = await cache.keys();
  const taken = await Promise.all(
    requests.map(async (request) => {
      const response = await cache.match(request);
      const name = decodeURIComponent(response?.headers.get(NAME_HEADER) ?? 'shared');
      const type = response?.headers.get('content-type') ?? '';
      if (!isWanted({ name, type })) return [];
      const file = new File(response ? [await response.blob()] : [], name, { type });
      await cache.delete(request);
      return [file];
    }),
  );
  return taken.flat();
}
