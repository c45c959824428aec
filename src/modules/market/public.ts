// What other modules use of the market. It comes with the page that shows it, so that the page's chunk stays whole.
import { lazy } from 'react';

export const ItemPreview = lazy(async () => ({ default: (await import('./ui/market-page.tsx')).ItemPreview }));
