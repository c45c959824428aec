// The frame of a page of the administration: its title, the links to those of its pages that the person may open, and, where the server
// did not answer, why.
import { Button } from '@mantine/core';
import { IconCloudOff, IconShieldLock } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { Rooms } from '../../rooms.tsx';
import { mayOpen } from '../open-pages.ts';
import { strings } from '../strings.ts';
import { useEntitlements } from '../use-entitlements.ts';

interface AdminFrameProps {
  title: string;
  text: string;
  actions?: ReactNode;
  /** Shown to those who may open the page. */
  filters?: ReactNode;
  children: ReactNode;
}

export function AdminFrame({ title, text, actions, filters, children }: AdminFrameProps) {
  const may = useEntitlements();
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <Page title={title} description={text} actions={actions}>
      <Rooms of="/admin" label={strings.rooms} mayOpen={(to) => mayOpen(to, may)} />
      {mayOpen(path, may) && filters}
      {children}
    </Page>
  );
}

/** Where the list would be: no network, no right, or another refusal. */
export function NotRead({ error, onRetry }: { error: CadenceError; onRetry(): void }) {
  if (error.code === 'unavailable') {
    return (
      <EmptyPlace icon={IconCloudOff} title={strings.needsNetwork} action={<Button onClick={onRetry}>{strings.tryAgain}</Button>}>
        {strings.needsNetworkText}
      </EmptyPlace>
    );
  }
  if (error.code === 'forbidden' || error.code === 'signed_out') {
    return (
      <EmptyPlace icon={IconShieldLock} title={strings.notAllowed}>
        {strings.notAllowedText}
      </EmptyPlace>
    );
  }
  return <Problem error={error} onRetry={onRetry} />;
}
