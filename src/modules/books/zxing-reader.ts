// ZXing's reader of EAN-13 barcodes. A file of its own, so that the library is loaded only where the browser has no reader. The parts
// are imported one by one: the whole library is ten times as large.
import BinaryBitmap from '@zxing/library/esm/core/BinaryBitmap.js';
import HybridBinarizer from '@zxing/library/esm/core/common/HybridBinarizer.js';
import DecodeHintType from '@zxing/library/esm/core/DecodeHintType.js';
import EAN13Reader from '@zxing/library/esm/core/oned/EAN13Reader.js';
import RGBLuminanceSource from '@zxing/library/esm/core/RGBLuminanceSource.js';
import { readIsbn } from '#schema/books/rules/isbn.ts';
import type { BarcodeReader } from './barcode.ts';

const HINTS = new Map<DecodeHintType, unknown>([[DecodeHintType.TRY_HARDER, true]]);

/** ITU-R 601 luma of RGBA bytes. */
function luminanceOf(rgba: Uint8ClampedArray): Uint8ClampedArray {
  const luminance = new Uint8ClampedArray(rgba.length / 4);
  for (let at = 0; at < luminance.length; at += 1) {
    const from = at * 4;
    luminance[at] = ((rgba[from] ?? 0) * 306 + (rgba[from + 1] ?? 0) * 601 + (rgba[from + 2] ?? 0) * 117) >> 10;
  }
  return luminance;
}

export const zxingReader: BarcodeReader = {
  async read({ data, width, height }) {
    const source = new RGBLuminanceSource(luminanceOf(data), width, height);
    try {
      return readIsbn(new EAN13Reader().decode(new BinaryBitmap(new HybridBinarizer(source)), HINTS).getText());
    } catch {
      // The library throws where there is no barcode.
      return null;
    }
  },
};
