// Reads the ISBN barcode (EAN-13) of a picture. The browser's own reader is used where there is one; otherwise ZXing's, which arrives
// with the first scan. Both work offline.
import { readIsbn } from '#schema/books/rules/isbn.ts';

/** Pictures of a camera, or of a file. */
export type BarcodePicture = ImageData;

export interface BarcodeReader {
  /** 13 digits, or null when the picture shows no ISBN. */
  read(picture: BarcodePicture): Promise<string | null>;
}

interface NativeDetector {
  detect(picture: ImageData): Promise<{ rawValue: string }[]>;
}

interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
}

export async function openBarcodeReader(): Promise<BarcodeReader> {
  const Native = (globalThis as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector;
  const isSupported = Native && (await Native.getSupportedFormats().catch((): string[] => [])).includes('ean_13');
  if (!isSupported) return (await import('./zxing-reader.ts')).zxingReader;
  const detector = new Native({ formats: ['ean_13'] });
  return {
    async read(picture) {
      const found = await detector.detect(picture);
      return found.map(({ rawValue }) => readIsbn(rawValue)).find((isbn) => isbn !== null) ?? null;
    },
  };
}
