// `npm run dev`: Vite on PORT with hot reload and, behind it, the server, which restarts when its sources change. The embedded
// Postgres belongs to this process, so it keeps running during those restarts.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createServer } from 'vite';
import { freePort, startEmbeddedPostgres } from '#server/db/embedded.ts';
import { readEnv } from '#server/env.ts';

const settings = readEnv(process.env);
if (!settings.ok) {
  console.error(settings.problems.join('\n'));
  process.exit(1);
}
const { env } = settings;
const postgres = env.databaseUrl
  ? null
  : await startEmbeddedPostgres({
      dataDir: join(env.dataDir, 'postgres'),
      supervision: { onTrouble: (text) => console.error(text), onGaveUp: (error) => void console.error(error.message) },
    });
const serverPort = await freePort();
const url = env.publicUrl ?? `http://localhost:${env.port}`;

const server = spawn(
  process.execPath,
  ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'sync-server/main.ts'],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: String(serverPort),
      HOST: 'localhost',
      DATABASE_URL: env.databaseUrl ?? postgres?.url,
      PUBLIC_URL: url,
    },
  },
);

const target = `http://127.0.0.1:${serverPort}`;
const vite = await createServer({
  server: { port: env.port, strictPort: true, host: env.host, proxy: { '/v1': target, '/health': target, '/dev': target } },
});
await vite.listen();
// The first line of the server's output is its `ready`; it is printed again after each restart.
server.stdout.once('data', () => console.log(`ready ${url}`));
server.stdout.resume();

let isStopping = false;
const stop = async () => {
  if (isStopping) process.exit(1);
  isStopping = true;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await vite.close();
  await ended;
  await postgres?.stop();
  process.exit(0);
};
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
