// Which bytes are a picture that a page may show. The type is read from the bytes: a server may call anything a picture. SVG is none,
// because it may hold scripts.
const starts = (bytes: Buffer, at: number, text: string): boolean => bytes.toString('latin1', at, at + text.length) === text;

/** The media type; null for bytes that are no such picture. */
export function pictureType(bytes: Buffer): string | null {
  if (starts(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (starts(bytes, 0, '\xff\xd8\xff')) return 'image/jpeg';
  if (starts(bytes, 0, 'GIF87a') || starts(bytes, 0, 'GIF89a')) return 'image/gif';
  if (starts(bytes, 0, 'RIFF') && starts(bytes, 8, 'WEBP')) return 'image/webp';
  if (starts(bytes, 4, 'ftypavif')) return 'image/avif';
  if (starts(bytes, 0, '\0\0\x01\0')) return 'image/x-icon';
  return null;
}
