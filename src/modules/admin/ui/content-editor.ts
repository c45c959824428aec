// The pages of the content editor, as one chunk.
export { ContentEditPage, IntroductionEditPage, StepEditPage } from './content-edit-page.tsx';
export { ContentNewPage } from './content-new-page.tsx';
export { ContentPage } from './content-page.tsx';
