// The camera, until it sees the barcode of a book. Nothing of the picture leaves the device.
import { Alert, Button, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { openBarcodeReader } from '../barcode.ts';
import { strings } from '../strings.ts';
import classes from './books.module.css';

const words = strings.scan;
const EVERY_MS = 180;
/** Wide enough for the bars of an EAN-13, small enough for several readings a second on a phone. */
const READ_WIDTH_PX = 960;

interface ScanDialogProps {
  onFound(isbn: string): void;
  onClose(): void;
}

export function ScanDialog({ onFound, onClose }: ScanDialogProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const found = useRef(onFound);
  useEffect(() => {
    found.current = onFound;
  }, [onFound]);
  useEffect(() => {
    const stopped = new AbortController();
    scan(video, stopped.signal, (isbn) => found.current(isbn)).catch((thrown: unknown) => {
      if (!stopped.signal.aborted) setProblem(problemOf(thrown));
    });
    return () => stopped.abort();
  }, []);
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': 'Close', size: 44 }}>
      <Stack gap="md">
        {problem === null ? (
          <>
            <video ref={video} className={classes.camera} muted playsInline aria-label={words.camera} />
            <Text size="sm" c="dimmed" role="status">
              {words.hint}
            </Text>
          </>
        ) : (
          <Alert color="red" title={words.noCamera}>
            {problem}
          </Alert>
        )}
        <Button variant="default" onClick={onClose}>
          {words.typeIt}
        </Button>
      </Stack>
    </Modal>
  );
}

const problemOf = (thrown: unknown): string =>
  thrown instanceof DOMException && thrown.name === 'NotAllowedError' ? words.notAllowed : words.notFound;

/** Opens the camera and reads pictures until one shows an ISBN or the signal aborts; the camera is off afterwards. */
async function scan(
  video: { current: HTMLVideoElement | null },
  signal: AbortSignal,
  onFound: (isbn: string) => void,
): Promise<void> {
  const [stream, reader] = await Promise.all([
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } }),
    openBarcodeReader(),
  ]);
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  if (signal.aborted) return stop();
  signal.addEventListener('abort', stop);
  const shown = video.current;
  if (!shown) return stop();
  shown.srcObject = stream;
  await shown.play();
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  while (!signal.aborted && context) {
    const picture = pictureOf(shown, canvas, context);
    const isbn = picture && (await reader.read(picture));
    if (isbn && !signal.aborted) {
      stop();
      onFound(isbn);
      return;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, EVERY_MS);
    });
  }
}

/** Null before the camera has a picture. */
function pictureOf(shown: HTMLVideoElement, canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): ImageData | null {
  if (shown.videoWidth === 0) return null;
  const scale = Math.min(1, READ_WIDTH_PX / shown.videoWidth);
  canvas.width = Math.round(shown.videoWidth * scale);
  canvas.height = Math.round(shown.videoHeight * scale);
  context.drawImage(shown, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
