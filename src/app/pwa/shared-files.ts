// Files from the share sheet on their way from the service worker to the page: kept in a cache of their own until a page has
// taken them. Invariant: a file is given once; what nobody took stays until the next visit of the Studio.
import { SHARE_PATH } from '../../../schema/rules/share.ts';

/** Not one of the precache's: cleaning that up leaves it alone. */
export const SHARED_FILES_CACHE = 'cadence-shared-files';
const NAME_HEADER = 'x-file-name';

const isFile = (value: FormDataEntryValue): value is File => typeof value !== 'string';

/** Keeps the files of a share; how many there were. */
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

/** Gives the kept files and forgets them. */
export async function takeSharedFiles(): Promise<File[]> {
  if (!('caches' in globalThis)) return [];
  const cache = await caches.open(SHARED_FILES_CACHE);
  const requests = await cache.keys();
  return Promise.all(
    requests.map(async (request) => {
      const response = await cache.match(request);
      const name = decodeURIComponent(response?.headers.get(NAME_HEADER) ?? 'shared');
      const file = new File(response ? [await response.blob()] : [], name, { type: response?.headers.get('content-type') ?? '' });
      await cache.delete(request);
      return file;
    }),
  );
}
