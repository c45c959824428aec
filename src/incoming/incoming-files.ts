// Files that reach the app from outside: shared to it (stored by the service worker) or opened with it (the launch queue).
import { useCallback, useEffect, useState } from 'react';
import { audioType } from '#schema/tracks/audio-types.ts';
import { takeSharedFiles } from './shared-files.ts';

/** Chromium's file handling API, which TypeScript's DOM types lack. */
interface LaunchQueue {
  setConsumer(consumer: (params: { files?: readonly { getFile(): Promise<File> }[] }) => void): void;
}

const launchQueue = (): LaunchQueue | undefined => (globalThis as { launchQueue?: LaunchQueue }).launchQueue;

export interface IncomingFiles {
  files: readonly File[];
  /** Call it when the files have been imported. */
  take(): void;
}

/** What the page takes of the files: the capture page takes those that it was opened for, the Studio sound. */
const isAudio = ({ name, type }: { name: string; type: string }): boolean => audioType(name, type) !== null;

/** `onShared` is called when shared files have arrived. */
export function useIncomingFiles(wasShared: boolean, onShared: () => void, kind: 'audio' | 'any' = 'audio'): IncomingFiles {
  const [files, setFiles] = useState<readonly File[]>([]);
  useEffect(() => {
    launchQueue()?.setConsumer(({ files: handles = [] }) => {
      if (handles.length === 0) return;
      void Promise.all(handles.map((handle) => handle.getFile())).then((opened) => setFiles((before) => [...before, ...opened]));
    });
  }, []);
  useEffect(() => {
    // Also takes files of an earlier share whose page was closed too soon.
    void takeSharedFiles(kind === 'audio' ? isAudio : () => wasShared).then((shared) => {
      if (shared.length > 0) setFiles((before) => [...before, ...shared]);
      if (wasShared) onShared();
    });
  }, [wasShared, onShared, kind]);
  const take = useCallback(() => setFiles([]), []);
  return { files, take };
}
