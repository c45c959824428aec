// The day as a line: what runs now, the workout, what waits to be sorted, and where the person stands. Each stop does its
// thing in place.
import { useMemo, type ReactNode } from 'react';
import { TodayWorkoutCard } from '#src/modules/fitness/public.ts';
import { FocusCard } from '#src/modules/focus/public.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { Page } from '#src/ui/page.tsx';
import { strings } from '../strings.ts';
import { InboxStop } from './inbox-stop.tsx';
import { StandingStop } from './standing-stop.tsx';
import classes from './today.module.css';

export function TodayPage() {
  const today = useToday();
  const date = useMemo(() => dayInWords(today), [today]);
  return (
    <Page title={strings.title} description={<time dateTime={today}>{date}</time>}>
      <ol className={classes.line}>
        <Stop name={strings.now}>
          <FocusCard />
        </Stop>
        <Stop name={strings.training}>
          <TodayWorkoutCard />
        </Stop>
        <Stop name={strings.inbox}>
          <InboxStop />
        </Stop>
        <Stop name={strings.standing}>
          <StandingStop today={today} />
        </Stop>
      </ol>
    </Page>
  );
}

function Stop({ name, children }: { name: string; children: ReactNode }) {
  return (
    <li className={classes.stop}>
      <h2 className={classes.name}>{name}</h2>
      {children}
    </li>
  );
}

/** The person's day, which is already a date: read as UTC so that no zone moves it. */
const dayInWords = (day: string): string =>
  new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
