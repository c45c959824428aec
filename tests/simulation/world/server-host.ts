// The server's half of a seed's world: its rows at the beginning, the processes that run on them one after the other, and what
// goes wrong with them.
import type { UserId } from '#schema/ids.ts';
import type { Step } from '../plan.ts';
import type { Random } from '../random.ts';
import type { TableShape } from '../sql/store.ts';
import { simulationExercises } from './actions.ts';
import { checkServerCommit } from './checks.ts';
import { Life } from './life.ts';
import { ServerNode } from './server-node.ts';
import type { Stage } from './stage.ts';
import type { WatchedDevice } from './watched-device.ts';

export interface ServerHostDeps {
  stage: Stage;
  /** Before commits are taken back. */
  onLoss: () => void;
  /** When the server starts over what is left. */
  onRestored: () => void;
}

export class ServerHost {
  node: ServerNode;
  readonly #stage: Stage;
  readonly #onLoss: () => void;
  readonly #onRestored: () => void;
  #isDeployed = false;
  #isRestored = false;
  #runs = 0;

  constructor({ stage, onLoss, onRestored }: ServerHostDeps) {
    this.#stage = stage;
    this.#onLoss = onLoss;
    this.#onRestored = onRestored;
    this.#furnish();
    const { store } = stage.server;
    store.onCommit = (writes) => {
      stage.guard(() => checkServerCommit(store, writes, stage.scheduler.nowMs));
      for (const { table, pk, row } of writes) {
        if (table === 'replica.command_log' && row) stage.note(`server ${String(row['outcome'])} ${pk}`);
      }
      this.node.wake(
        new Set(writes.flatMap(({ table, row }) => (table === 'replica.feed' && row ? [String(row['scope'])] : []))),
      );
    };
    this.node = this.#start();
  }

  /** False when the step is not the server's. */
  perform(step: Step, { device, person }: WatchedDevice, random: Random): boolean {
    switch (step.kind) {
      case 'server-crash':
        this.#crash(step.downMs);
        return true;
      case 'server-trap':
        this.node.life.trap = { point: step.point, skip: step.skip, spring: () => this.#crash(step.downMs) };
        return true;
      case 'server-loses':
        if (!step.isWhenAnswered) this.#loseCommits(step.commits);
        else if (device.life) {
          device.life.trap = { point: 'push.answered', skip: 0, spring: () => this.#loseWhenAnswered(step.commits) };
        }
        return true;
      case 'deploy':
        this.#isDeployed = true;
        return true;
      case 'job':
        this.#runJob(person, random);
        return true;
      case 'import':
        // As many beside each other, of some of the rows each.
        for (let left = 1 + random.below(3); left > 0; left -= 1) this.#import(random);
        return true;
      case 'prune':
        this.#stage.server.prune(random.below(30));
        return true;
      default:
        return false;
    }
  }

  heal(): void {
    if (this.node.life.isAlive) this.node.life.trap = undefined;
    else this.node = this.#start();
  }

  #furnish(): void {
    const { server, plan } = this.#stage;
    const write = server.store.begin();
    const at = plan.startMs - 86_400_000;
    const rowOf = (table: string, given: Record<string, string | number | boolean | null>): void => {
      const row = Object.fromEntries(
        [...server.store.shape(table).columns.values()].map(({ name, default: value }) => [name, value]),
      );
      write.put(table, { ...row, ...given });
    };
    const touched: { shape: TableShape; pk: string }[] = [];
    write.onWrite = (shape, pk) => touched.push({ shape, pk });
    for (let person = 0; person < plan.people; person += 1) {
      const { id, email } = this.#stage.user(person);
      rowOf('users', { id, email, created_at: at, updated_at: at });
    }
    for (const exercise of simulationExercises) {
      const given = { ...exercise, measure: 'weight_reps', is_builtin: true, is_custom: false };
      rowOf('exercises', { ...given, created_at: at, updated_at: at });
    }
    rowOf('replica.pruned', { only_row: true, horizon: 0 });
    server.settle(write, touched);
  }

  #start(): ServerNode {
    const { scheduler, server, plan, isHealing, coverage } = this.#stage;
    this.#runs += 1;
    if (this.#isRestored) this.#onRestored();
    this.#isRestored = false;
    const pace = isHealing ? { delay: 0, maxMs: 0 } : plan.serverPace;
    const onCrash = (point: string): void => coverage.count(`crash: ${point}`);
    const life = new Life({ scheduler, random: this.#stage.random(`server ${this.#runs}`), pace, onCrash });
    return new ServerNode({
      pool: server.pool(life.point),
      life,
      nowMs: () => scheduler.nowMs,
      pageRows: plan.pageRows,
      isNewer: () => this.#isDeployed,
      coverage,
    });
  }

  #crash(downMs: number): void {
    const stage = this.#stage;
    stage.note('server crashes');
    this.node.life.die();
    stage.server.crash();
    stage.scheduler.after(downMs, () => {
      if (this.node.life.isAlive) return;
      stage.note('server starts');
      this.node = this.#start();
    });
  }

  /** A backup is restored: the last commits never happened. What no outbox holds any more is lost with them. */
  #loseCommits(commits: number): void {
    const stage = this.#stage;
    this.#onLoss();
    this.#isRestored = true;
    this.#crash(500);
    const taken = stage.server.restoreBackup(commits);
    stage.coverage.count('server: commits lost', taken.length);
    for (const { table, pk, row } of taken.flatMap(({ writes }) => writes)) {
      if (table !== 'replica.command_log' || !row) continue;
      stage.lose(pk);
      const call = stage.calls.named(String(row['client_id']), row['command_id'] as number);
      if (call && !call.isPending) call.excused ??= 'lost with the server';
    }
    stage.note(`server lost ${taken.length} commits`);
  }

  #loseWhenAnswered(commits: number): void {
    this.#stage.coverage.count('server: commits lost when answered for');
    this.#loseCommits(commits);
  }

  #import(random: Random): void {
    const ids = simulationExercises.map(({ id }) => id).filter(() => random.chance(0.5));
    if (!this.node.life.isAlive) return;
    this.node.importExercises(ids, `Exercise ${random.below(999)}`).catch(() => undefined);
  }

  #runJob(person: number, random: Random): void {
    const id = this.#stage.madeBy(person).focus.at(-1 - random.below(3));
    if (id === undefined || !this.node.life.isAlive) return;
    this.node.runAsServer(this.#stage.user(person).id as UserId, 'focus.expire', { id }).catch(() => undefined);
  }
}
