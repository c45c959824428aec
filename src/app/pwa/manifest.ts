// The web app manifest: name, start page and share target of the installed app. Vite writes it to /manifest.webmanifest.
// Invariant: `id` never changes; otherwise browsers would treat an installed app as a different one.
import type { VitePWAOptions } from 'vite-plugin-pwa';
import { AUDIO_TYPES } from '../../../schema/tracks/audio-types.ts';
import { SHARE_FIELDS, SHARE_PATH } from '../../../schema/inbox/share.ts';
import { BACKGROUND } from './background.ts';

const audioEndingsByType: Record<string, string[]> = Object.fromEntries(
  Object.entries(AUDIO_TYPES).map(([type, endings]) => [type, [...endings]]),
);
const audioTypesAndEndings = ['audio/*', ...Object.values(audioEndingsByType).flat()];

/** What else can be captured: pictures, documents, and exports of other apps. */
const CAPTURED_TYPES = [
  ...['image/*', 'application/pdf', 'text/*', 'application/json', 'application/zip'],
  ...['.csv', '.tsv', '.ics', '.html', '.htm', '.md', '.json', '.zip', '.pdf', '.db'],
];

export const webManifest: VitePWAOptions['manifest'] = {
  id: '/',
  name: 'Cadence',
  short_name: 'Cadence',
  description: 'Focus, training and practice, with or without a network.',
  lang: 'en',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  display_override: ['standalone', 'minimal-ui'],
  orientation: 'any',
  background_color: BACKGROUND.dark,
  theme_color: BACKGROUND.dark,
  categories: ['productivity', 'health', 'education'],
  icons: [
    { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  shortcuts: [
    { name: 'Start focus', url: '/focus?start=1', icons: [{ src: '/icons/icon-192.png', sizes: '192x192' }] },
    { name: 'Log a set', url: '/train', icons: [{ src: '/icons/icon-192.png', sizes: '192x192' }] },
    { name: 'Capture', url: '/capture', icons: [{ src: '/icons/icon-192.png', sizes: '192x192' }] },
  ],
  // The service worker receives this request: text and files open the capture page, audio files the Studio.
  share_target: {
    action: SHARE_PATH,
    method: 'POST',
    enctype: 'multipart/form-data',
    params: {
      title: 'title',
      text: 'text',
      url: 'url',
      files: [{ name: SHARE_FIELDS.files, accept: [...audioTypesAndEndings, ...CAPTURED_TYPES] }],
    },
  },
  file_handlers: [{ action: '/studio', accept: audioEndingsByType }],
  launch_handler: { client_mode: ['navigate-existing', 'auto'] },
};
