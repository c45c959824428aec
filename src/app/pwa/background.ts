/** The page background of the two themes; the browser paints it before any styles are loaded. Apart from the manifest, which pages do not load. */
export const BACKGROUND = { light: '#f7f7f5', dark: '#141517' } as const;
