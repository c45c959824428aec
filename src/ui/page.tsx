// The frame of a page: its one h1, what can be done from its head, and the column the content sits in.
import { Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import classes from './page.module.css';
import { WayBack } from './way-back.tsx';

interface PageProps {
  title: string;
  /** One line under the title. */
  description?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  /** For a page that is one form or one text: longer lines are hard to read. */
  isNarrow?: boolean;
  /** The head stays on the screen while the page scrolls. */
  stickyHead?: boolean;
  children?: ReactNode;
}

export function Page({ title, description, actions, isNarrow = false, stickyHead = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(title);
  useHeadingFocus(heading);
  return (
    <div className={classes.page} data-narrow={isNarrow || undefined}>
      <WayBack />
      <Group justify="space-between" align="flex-start" gap="md" className={classes.head} data-sticky={stickyHead || undefined}>
        <div className={classes.words}>
          <Title order={1} tabIndex={-1} ref={heading} title={stickyHead ? title : undefined}>
            {title}
          </Title>
          {description !== undefined && (
            <Text c="dimmed" mt={4}>
              {description}
            </Text>
          )}
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      <Stack gap="lg">{children}</Stack>
    </div>
  );
}

function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Cadence`;
  }, [title]);
}

let isFirstPage = true;

/** A reader hears the name of the page it came to; on the first page of a visit the browser says it by itself. */
function useHeadingFocus(heading: RefObject<HTMLHeadingElement | null>): void {
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, [heading]);
}
