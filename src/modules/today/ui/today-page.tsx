// The day as a line. Each module fills its stop, and does its thing in place.
import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { formatDayLong } from '#src/format/days.ts';
import { inOrder } from '#src/modules/manifest.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useShownModules, useTodayStops } from '#src/modules/shown.ts';
import { InOrder, KeptHeight } from '#src/ui/kept-height.tsx';
import { Page } from '#src/ui/page.tsx';
import { strings } from '../strings.ts';
import classes from './today.module.css';

export function TodayPage() {
  const today = useToday();
  const stops = useTodayStops();
  const notices = inOrder(useShownModules().flatMap((module) => module.aboveToday ?? []));
  return (
    <Page title={strings.title} description={<time dateTime={today}>{formatDayLong(today)}</time>}>
      <InOrder>
        {notices.map(({ order, Content }) => (
          <KeptHeight key={order} name={`above today ${order}`}>
            <Suspense fallback={<Skeleton height={0} />}>
              <Content />
            </Suspense>
          </KeptHeight>
        ))}
        <ol className={classes.line} data-tour="today">
          {stops.map(({ name, Content }) => (
            <li key={name} className={classes.stop}>
              <h2 className={classes.name}>{name}</h2>
              <KeptHeight name={`today ${name}`}>
                <Suspense fallback={<Skeleton height={96} radius="lg" />}>
                  <Content />
                </Suspense>
              </KeptHeight>
            </li>
          ))}
        </ol>
      </InOrder>
    </Page>
  );
}
