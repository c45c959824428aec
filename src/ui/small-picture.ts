// Makes a picture small: a photo of a camera has several megabytes, a picture on a page needs few. The result is a JPEG with nothing but
// the pixels: place, time and camera of the photo (EXIF) are gone.

export interface PictureSize {
  /** Of the longer side. */
  mostPx: number;
  /** 0 to 1, of the JPEG. */
  quality: number;
}

/** The sides of the picture within the limit, in its proportions; a small picture keeps its size. */
export function sidesWithin({ width, height }: { width: number; height: number }, mostPx: number) {
  const scale = Math.min(1, mostPx / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Throws for a file that this browser cannot read as a picture. */
export async function smallPicture(file: ImageBitmapSource, { mostPx, quality }: PictureSize): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  try {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, sidesWithin(bitmap, mostPx));
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser cannot draw the picture.');
    // JPEG has no transparency.
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob(
        (made) => (made ? resolve(made) : reject(new Error('This browser cannot store the picture.'))),
        'image/jpeg',
        quality,
      );
    });
  } finally {
    bitmap.close();
  }
}
