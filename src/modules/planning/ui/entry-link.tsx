// The title of an event as a link to its page.
import { Link } from '@tanstack/react-router';
import type { Entry } from '../model.ts';
import classes from './calendar/calendar.module.css';

export const EntryLink = ({ entry }: { entry: Entry }) => (
  <Link
    to="/plan/event/$eventId"
    params={{ eventId: entry.eventId } as never}
    search={(entry.key === null ? {} : { on: entry.key }) as never}
    className={classes.link}
  >
    {entry.row.title}
  </Link>
);
