// The audio file types that the app reads: for the file picker, for dropped files, and for the web app manifest (share, open
// with).

/** File extensions by media type. A file without a type gets the first type that lists its extension. */
export const AUDIO_TYPES = {
  'audio/mpeg': ['.mp3'],
  'audio/wav': ['.wav', '.wave'],
  'audio/flac': ['.flac'],
  'audio/ogg': ['.ogg', '.oga', '.opus'],
  'audio/mp4': ['.m4a', '.mp4'],
  'audio/aac': ['.aac'],
  'audio/aiff': ['.aiff', '.aif', '.aifc'],
  'audio/x-caf': ['.caf'],
  'audio/x-w64': ['.w64'],
  'audio/basic': ['.au', '.snd'],
  'audio/webm': ['.webm', '.mka'],
} as const satisfies Record<string, readonly string[]>;

const endings: readonly (readonly [type: string, ending: string])[] = Object.entries(AUDIO_TYPES).flatMap(([type, some]) =>
  some.map((ending) => [type, ending] as const),
);

/** For `<input accept>`: phones filter by type, desktops by extension. */
export const AUDIO_ACCEPT = ['audio/*', ...endings.map(([, ending]) => ending)].join(',');

const typeByEnding = (name: string): string | undefined => endings.find(([, ending]) => name.toLowerCase().endsWith(ending))?.[0];

/** The media type of a file; null when it is not audio. */
export function audioType(name: string, type: string): string | null {
  if (type.startsWith('audio/')) return type;
  return typeByEnding(name) ?? null;
}
