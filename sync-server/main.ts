// The server process: settings, signals, exit code. Everything else is in server.ts.
import { readEnv } from './env.ts';
import { createLog, errorFields } from './log.ts';
import { startServer } from './server.ts';
import { startProblem, wordsOf } from './start-problem.ts';

const settings = readEnv(process.env);
if (!settings.ok) {
  process.stderr.write(
    `Cadence cannot start with these settings:\n${settings.problems.map((problem) => `  ${problem}`).join('\n')}\n`,
  );
  process.exit(1);
}
const { env } = settings;
const log = createLog(env.logLevel);

let isStopping = false;
const starting = startServer({
  env,
  log,
  onDatabaseLost: (error) => {
    log.fatal({ error: error.message }, 'the embedded Postgres could not be started again');
    process.stderr.write(
      `Cadence ends: ${wordsOf(error)}\nThe embedded Postgres in DATA_DIR (${env.dataDir}) could not be started again.\n`,
    );
    process.exit(1);
  },
});

const onSignal = (signal: NodeJS.Signals) => {
  // A second signal: the person does not want to wait.
  if (isStopping) process.exit(1);
  isStopping = true;
  log.info({ signal }, 'stopping');
  starting
    .then((server) => server.stop())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
};
process.on('SIGTERM', onSignal);
process.on('SIGINT', onSignal);

starting.then(
  ({ url }) => {
    if (!isStopping) process.stdout.write(`ready ${url}\n`);
  },
  (error: unknown) => {
    const problem = startProblem(error, env);
    // A one-line message is enough to fix a setting; only a bug needs its stack.
    if (problem === null) log.fatal(errorFields(error), 'Cadence could not start');
    process.stderr.write(`Cadence could not start. ${problem ?? wordsOf(error)}\n`);
    process.exit(1);
  },
);
