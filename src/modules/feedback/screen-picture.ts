// One picture of a screen, a window or a tab that the person chooses in the browser's own dialog.

/** Whether this browser can take one: those of phones cannot. */
export const canTakeScreen = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === 'function';

/** Null: the person chose nothing. Sharing ends with the first picture. */
export async function takeScreen(): Promise<ImageBitmap | null> {
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'NotAllowedError') return null;
    throw error;
  });
  if (stream === null) return null;
  try {
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    return await createImageBitmap(video);
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
