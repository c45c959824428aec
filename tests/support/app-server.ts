// The real server as a separate process, as `npm start` runs it, so that tests can kill and restart it.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface AppServer {
  url: string;
  process: ChildProcess;
  /** Asks the server to stop and waits until it has exited. */
  stop(): Promise<void>;
  /** Sends SIGKILL, like a power failure. */
  kill(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export interface AppServerOptions {
  dataDir: string;
  port: number;
  env?: Record<string, string>;
  /** Arguments for Node instead of running from source. */
  program?: readonly string[];
}

const SOURCES = ['--import', 'tsx', 'sync-server/main.ts'];

export async function startAppServer(options: AppServerOptions): Promise<AppServer> {
  const { process: child, end, ready } = launchAppServer(options);
  return { url: await ready, process: child, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

/** Starts the server and returns at once, so that it can be killed before it is ready. */
export function launchAppServer(options: AppServerOptions): {
  process: ChildProcess;
  /** The URL; rejects when the server exits before it is ready. */
  ready: Promise<string>;
  end(signal: NodeJS.Signals): Promise<void>;
} {
  const child = spawn(process.execPath, options.program ?? SOURCES, {
    env: { ...process.env, PORT: String(options.port), DATA_DIR: options.dataDir, LOG_LEVEL: 'warn', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const output: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const lines = createInterface({ input: child.stdout });
  const ready = Promise.race([
    (async () => {
      for await (const line of lines) {
        output.push(line);
        const ready = /^ready (http:\S+)/.exec(line);
        if (ready?.[1]) return ready[1];
      }
      throw new Error(`the server closed its output before it was ready:\n${output.join('\n')}`);
    })(),
    exited.then(([code]) => {
      throw new Error(`the server exited with ${String(code)} before it was ready:\n${output.join('\n')}`);
    }),
  ]);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return { process: child, ready, end };
}
