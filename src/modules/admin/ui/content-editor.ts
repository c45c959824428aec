// Both pages of the content editor, as one chunk.
export { ContentEditPage } from './content-edit-page.tsx';
export { ContentPage } from './content-page.tsx';
