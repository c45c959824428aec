// Every address of the app and the page it opens. Modules export their pages lazily, so a page's code arrives with its
// first visit.
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { AccountPage, ProfilePage, SignInPage } from '#src/modules/account/public.ts';
import { CapturePage, LibraryPage } from '#src/modules/capture/public.ts';
import { DebugPage } from '#src/modules/debug/public.ts';
import {
  ExercisePage,
  ExercisesPage,
  HistoryPage,
  ImportPage,
  SessionPage,
  TrainPage,
  WorkoutSessionPage,
} from '#src/modules/fitness/public.ts';
import { FocusPage } from '#src/modules/focus/public.ts';
import { SettingsPage } from '#src/modules/settings/public.ts';
import { ComparePage, TrackPage } from '#src/modules/studio/public.ts';
import { TodayPage } from '#src/modules/today/public.ts';
import { BrokenPage, NotFoundPage } from './pages.tsx';
import { StudioPlace } from './studio-place.ts';
import { Shell } from './shell/shell.tsx';

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage, errorComponent: BrokenPage });

const at = () => rootRoute;

/** A search parameter that is text, or nothing. */
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Leaves out what is undefined, so that addresses stay short. */
const given = <Fields extends Record<string, unknown>>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };

const todayRoute = createRoute({ getParentRoute: at, path: '/', component: TodayPage });

const focusRoute = createRoute({
  getParentRoute: at,
  path: '/focus',
  component: function Focus() {
    const { start } = focusRoute.useSearch();
    const navigate = focusRoute.useNavigate();
    const forget = useCallback(() => void navigate({ search: {}, replace: true }), [navigate]);
    return <FocusPage startNow={start === 1} onStarted={forget} />;
  },
  /** `start=1` comes from the app shortcut and the search: the page starts a session at once. */
  validateSearch: (search: Record<string, unknown>) => given({ start: Number(search['start']) === 1 ? 1 : undefined }),
});

const trainRoutes = [
  createRoute({ getParentRoute: at, path: '/train', component: TrainPage }),
  createRoute({ getParentRoute: at, path: '/train/session/$id', component: WorkoutSessionPage }),
  createRoute({ getParentRoute: at, path: '/train/exercises', component: ExercisesPage }),
  createRoute({ getParentRoute: at, path: '/train/exercises/$id', component: ExercisePage }),
  createRoute({ getParentRoute: at, path: '/train/history', component: HistoryPage }),
  createRoute({ getParentRoute: at, path: '/train/history/$id', component: SessionPage }),
  createRoute({ getParentRoute: at, path: '/train/import', component: ImportPage }),
] as const;

const studioRoute = createRoute({
  getParentRoute: at,
  path: '/studio',
  component: function Studio() {
    const { shared } = studioRoute.useSearch();
    const navigate = studioRoute.useNavigate();
    const forget = useCallback(() => void navigate({ search: {}, replace: true }), [navigate]);
    return <StudioPlace share={shared === 1 ? 'kept' : (shared ?? null)} onShareSeen={forget} />;
  },
  /** `1` comes from the service worker, which keeps what the share sheet sent; `missed` from the server, which cannot. */
  validateSearch: ({ shared }: Record<string, unknown>) =>
    given({ shared: shared === 'missed' ? ('missed' as const) : Number(shared) === 1 ? (1 as const) : undefined }),
});

const trackRoute = createRoute({
  getParentRoute: at,
  path: '/studio/track/$id',
  component: function Track() {
    const { id } = trackRoute.useParams();
    return <TrackPage trackId={id} />;
  },
});

const compareRoute = createRoute({
  getParentRoute: at,
  path: '/studio/compare',
  validateSearch: ({ a, b }: Record<string, unknown>) => given({ a: text(a), b: text(b) }),
  component: function Compare() {
    const { a, b } = compareRoute.useSearch();
    const navigate = compareRoute.useNavigate();
    return (
      <ComparePage a={a} b={b} onChoose={(next) => void navigate({ search: given({ a: next.a, b: next.b }), replace: true })} />
    );
  },
});

const libraryRoute = createRoute({ getParentRoute: at, path: '/library', component: LibraryPage });

const captureRoute = createRoute({
  getParentRoute: at,
  path: '/capture',
  /** The share sheet sends these three. */
  validateSearch: ({ title, text: shared, url }: Record<string, unknown>) =>
    given({ title: text(title), text: text(shared), url: text(url) }),
  component: function Capture() {
    return <CapturePage shared={captureRoute.useSearch()} />;
  },
});

const signInRoute = createRoute({
  getParentRoute: at,
  path: '/sign-in',
  validateSearch: ({ token }: Record<string, unknown>) => given({ token: text(token) }),
  component: function SignIn() {
    return <SignInPage token={signInRoute.useSearch().token} />;
  },
});

const innerRoutes = [
  createRoute({ getParentRoute: at, path: '/profile', component: ProfilePage }),
  createRoute({ getParentRoute: at, path: '/settings', component: SettingsPage }),
  createRoute({ getParentRoute: at, path: '/account', component: AccountPage }),
  createRoute({ getParentRoute: at, path: '/debug', component: DebugPage }),
] as const;

const routeTree = rootRoute.addChildren([
  todayRoute,
  focusRoute,
  ...trainRoutes,
  studioRoute,
  trackRoute,
  compareRoute,
  libraryRoute,
  captureRoute,
  signInRoute,
  ...innerRoutes,
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // Tokens are opaque text: without this an all-digit one would become a number.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    ).toString();
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
