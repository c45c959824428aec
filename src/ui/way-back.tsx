// The link at the top of an inner page to the page that it belongs to. The shell knows which one that is.
import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { createContext, use } from 'react';
import classes from './way-back.module.css';

export interface NamedPage {
  to: string;
  name: string;
}

const WayBackContext = createContext<NamedPage | null>(null);

export const WayBackProvider = WayBackContext.Provider;

export function WayBack() {
  const page = use(WayBackContext);
  if (!page) return null;
  return (
    <Link to={page.to} className={classes.back} aria-label={`Back to ${page.name}`}>
      <IconChevronLeft size={18} aria-hidden />
      {page.name}
    </Link>
  );
}
