// GET /health: whether this server can serve. 503 when the database cannot be reached.
import { Hono } from 'hono';
import type { Pool } from 'pg';
import type { AppContext } from './context.ts';

export function healthRoutes({ pool, version }: { pool: Pool; version: string }): Hono<AppContext> {
  return new Hono<AppContext>().get('/', async (c) => {
    c.header('cache-control', 'no-store');
    try {
      const { rows } = await pool.query<{ migrations: number }>('select count(*)::int as migrations from ops.migrations');
      return c.json({ status: 'ok', version, database: 'ok', migrations: rows[0]?.migrations ?? 0 });
    } catch {
      return c.json({ status: 'unavailable', version, database: 'down', migrations: 0 }, 503);
    }
  });
}
