// A page about a record that is not there: it was deleted, or its address is wrong.
import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import { EmptyPlace } from './empty-place.tsx';
import { Page } from './page.tsx';

export interface MissingPageProps {
  /** Of the page; by default what is missing. */
  heading?: string;
  icon: Icon;
  title: string;
  text: string;
  /** Where such records are listed. */
  back: { to: NonNullable<LinkProps['to']>; label: string };
  isNarrow?: boolean;
}

export const MissingPage = ({ heading, icon, title, text, back, isNarrow = false }: MissingPageProps) => (
  <Page title={heading ?? title} isNarrow={isNarrow}>
    <EmptyPlace
      icon={icon}
      title={title}
      action={
        <Button component={Link} to={back.to}>
          {back.label}
        </Button>
      }
    >
      {text}
    </EmptyPlace>
  </Page>
);
