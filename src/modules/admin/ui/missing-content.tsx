// Where an address of the content editor names nothing that can be edited.
import { IconFileText } from '@tabler/icons-react';
import { MissingPage } from '#src/ui/missing-page.tsx';
import { contentWords as words } from '../content-words.ts';

export const MissingContent = () => (
  <MissingPage
    icon={IconFileText}
    title={words.notFoundTitle}
    text={words.notFoundText}
    back={{ to: '/admin/content', label: words.back }}
  />
);
