// GET /health: whether this server can serve. 503 when the database cannot be reached. A feed that is down is reported in the
// body with status 200: commands still work, and a load balancer must not remove every server.
import { Hono } from 'hono';
import type { Pool } from 'pg';
import type { AppContext } from './context.ts';

/** `slow`: notifications do not arrive, so the slow poll finds changes within seconds. */
export type FeedHealth = 'ok' | 'slow' | 'down';

export interface HealthDeps {
  pool: Pool;
  version: string;
  feedHealth: () => Promise<FeedHealth>;
}

export function healthRoutes({ pool, version, feedHealth }: HealthDeps): Hono<AppContext> {
  return new Hono<AppContext>().get('/', async (c) => {
    c.header('cache-control', 'no-store');
    try {
      const { rows } = await pool.query<{ migrations: number }>('select count(*)::int as migrations from ops.migrations');
      const feed = await feedHealth();
      const status = feed === 'ok' ? 'ok' : 'degraded';
      return c.json({ status, version, database: 'ok', feed, migrations: rows[0]?.migrations ?? 0 });
    } catch {
      return c.json({ status: 'unavailable', version, database: 'down', feed: 'down', migrations: 0 }, 503);
    }
  });
}
