// The root route, and the reading of search parameters. src/app gives the root its frame.
import { createRootRoute } from '@tanstack/react-router';

export const rootRoute = createRootRoute();

export const underRoot = () => rootRoute;

/** A non-empty text parameter, else undefined. */
export const textParam = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Without undefined fields, so that addresses stay short. */
export const given = <Fields extends Record<string, unknown>>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };
