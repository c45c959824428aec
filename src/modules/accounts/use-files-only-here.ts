// How many files would be lost with this device.
import { useEffect, useState } from 'react';
import { filesOnlyHere, restPorts } from '#src/blobs/public.ts';

/** Read again after every change of a file's state while `isActive`. */
export function useFilesOnlyHere(isActive: boolean): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (!isActive) return undefined;
    let isCurrent = true;
    const read = () =>
      void filesOnlyHere(restPorts).then((files) => {
        if (isCurrent) setCount(files.length);
      });
    read();
    const stop = restPorts.subscribe(read);
    return () => {
      isCurrent = false;
      stop();
    };
  }, [isActive]);
  return count;
}
