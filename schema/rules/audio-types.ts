// The kinds of audio file the app reads: for the picker, for what is dropped, and for the web app manifest (share, open with).

/** Endings by media type; the first type that names an ending is the one a file without a type gets. */
export const AUDIO_TYPES = {
  'audio/mpeg': ['.mp3'],
  'audio/wav': ['.wav', '.wave'],
  'audio/flac': ['.flac'],
  'audio/ogg': ['.ogg', '.oga', '.opus'],
  'audio/mp4': ['.m4a', '.mp4'],
  'audio/aac': ['.aac'],
} as const satisfies Record<string, readonly string[]>;

const endings: readonly (readonly [type: string, ending: string])[] = Object.entries(AUDIO_TYPES).flatMap(([type, some]) =>
  some.map((ending) => [type, ending] as const),
);

/** For `<input accept>`: types for phones, endings for desktops. */
export const AUDIO_ACCEPT = ['audio/*', ...endings.map(([, ending]) => ending)].join(',');

const typeByEnding = (name: string): string | undefined => endings.find(([, ending]) => name.toLowerCase().endsWith(ending))?.[0];

/** The media type of a file; null for what is no audio. */
export function audioType(name: string, type: string): string | null {
  if (type.startsWith('audio/')) return type;
  return typeByEnding(name) ?? null;
}
