// The pages of the content editor. They load in a second step, so that the list of all chunks that they need is not part of the scripts
// that every page loads at its start.
import { lazy, type ComponentType } from 'react';

const editor = () => import('./content-editor.ts');

// With their types written out, because the types of the routes would otherwise depend on themselves.
export const ContentPage: ComponentType = lazy(async () => ({ default: (await editor()).ContentPage }));
export const ContentEditPage: ComponentType = lazy(async () => ({ default: (await editor()).ContentEditPage }));
export const IntroductionEditPage: ComponentType = lazy(async () => ({ default: (await editor()).IntroductionEditPage }));
export const StepEditPage: ComponentType = lazy(async () => ({ default: (await editor()).StepEditPage }));
export const ContentNewPage: ComponentType = lazy(async () => ({ default: (await editor()).ContentNewPage }));
