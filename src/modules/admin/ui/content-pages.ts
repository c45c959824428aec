// The pages of the content editor. They load in a second step, so that the list of all chunks that they need is not part of the scripts
// that every page loads at its start.
import { lazy } from 'react';

const editor = () => import('./content-editor.ts');

export const ContentPage = lazy(async () => ({ default: (await editor()).ContentPage }));
export const ContentEditPage = lazy(async () => ({ default: (await editor()).ContentEditPage }));
