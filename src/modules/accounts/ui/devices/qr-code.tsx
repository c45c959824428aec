// A QR code as one path. Loaded with its library when it is first shown. Black on white in both themes, because cameras read
// inverted codes badly.
import { encodeQR } from 'qr';

/** Modules of white around the code, as the standard asks for. */
const BORDER = 4;

interface QrCodeProps {
  text: string;
  label: string;
}

export default function QrCode({ text, label }: QrCodeProps) {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: BORDER });
  const path = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${rows.length} ${rows.length}`} shapeRendering="crispEdges" width="100%">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
