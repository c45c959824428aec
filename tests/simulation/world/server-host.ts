// The server side of a seed: its initial rows, the consecutive processes that run on them, and their faults.
import { idFromParts, type UserId } from '#schema/ids.ts';
import type { Step } from '../plan.ts';
import type { Random } from '../random.ts';
import type { TableShape } from '../sql/store.ts';
import { canonicalJson } from '../sql/values.ts';
import { simulationExercises, simulationShelf } from './actions.ts';
import { simulationProgram } from './training-actions.ts';
import { simulationDrill, simulationLessons, simulationPrompts, simulationTopic } from './study-actions.ts';
import { simulationQuests } from './progress-actions.ts';
import { checkServerCommit } from './checks.ts';
import { checkTimes } from './time-checks.ts';
import { Life } from './life.ts';
import { ServerNode } from './server-node.ts';
import type { Stage } from './stage.ts';
import type { WatchedDevice } from './watched-device.ts';

export interface ServerHostDeps {
  stage: Stage;
  /** Called before commits are lost. */
  onLoss: () => void;
  /** Called when the server restarts on the remaining rows. */
  onRestored: () => void;
}

type Loss = Pick<Extract<Step, { kind: 'server-loses' }>, 'when' | 'commits' | 'isCold'>;

/** Pages of this size never split what a seed reads. */
const UNCUT_ROWS = 2_000;
/** A person with an account but no device. */
const bystander = { id: idFromParts('simulation', 'bystander'), email: 'bystander@example.org' };

export class ServerHost {
  node: ServerNode;
  readonly #stage: Stage;
  readonly #onLoss: () => void;
  readonly #onRestored: () => void;
  /** Open transaction ids of other databases. */
  readonly #openXids = new Set<number>();
  /** The process that holds a transaction open. */
  #held: ServerNode | undefined;
  /** The process of each running import; an import that died with its process stays here. */
  readonly #importing: ServerNode[] = [];
  #isDeployed = false;
  #isRestored = false;
  #runs = 0;

  constructor({ stage, onLoss, onRestored }: ServerHostDeps) {
    this.#stage = stage;
    this.#onLoss = onLoss;
    this.#onRestored = onRestored;
    this.#furnish();
    const { store, locks } = stage.server;
    locks.onWait = (name, isDeadlock) => {
      if (isDeadlock) stage.coverage.count('server: deadlock resolved');
      else if (name.startsWith('scope')) stage.coverage.count('server: waited for a scope lock');
    };
    store.onCommit = (writes) => {
      stage.guard(() => checkServerCommit(store, writes));
      stage.guard(() => checkTimes(store, stage.calls, stage.scheduler.nowMs));
      for (const { table, pk, row } of writes) {
        if (table === 'replica.command_log' && row) stage.note(`server ${String(row['outcome'])} ${pk}`);
      }
      this.node.wake(
        new Set(writes.flatMap(({ table, row }) => (table === 'replica.feed' && row ? [String(row['scope'])] : []))),
      );
    };
    this.node = this.#start();
  }

  /** False when the step does not concern the server. */
  perform(step: Step, { device, person }: WatchedDevice, random: Random): boolean {
    switch (step.kind) {
      case 'server-crash':
        this.#crash(step.downMs);
        return true;
      case 'server-trap':
        this.node.life.trap = { point: step.point, skip: step.skip, spring: () => this.#crash(step.downMs) };
        return true;
      case 'server-loses':
        if (step.when === 'now') this.#loseCommits(step);
        else if (device.life) device.life.trap = { point: step.when, skip: 0, spring: () => this.#loseAfter(step) };
        return true;
      case 'deploy':
        this.#isDeployed = true;
        return true;
      case 'job':
        this.#runJob(person, random);
        return true;
      case 'import':
        // Several concurrent imports, each of some of the rows.
        for (let left = 1 + random.below(3); left > 0; left -= 1) this.#import(random);
        return true;
      case 'foreign-transaction':
        this.#openElsewhere(step.isElsewhere);
        return true;
      case 'prune':
        this.#stage.server.prune(random.below(30));
        return true;
      default:
        return false;
    }
  }

  /** True when the server will send nothing more by itself. */
  get isAtRest(): boolean {
    return this.node.life.isAlive && !this.#importing.includes(this.node);
  }

  heal(): void {
    if (this.node.life.isAlive) this.node.life.trap = undefined;
    else this.node = this.#start();
    // A crash ended the open transaction; a new one is opened, because the devices must converge despite it.
    if (this.#held) this.#openElsewhere(false);
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
    rowOf('users', { ...bystander, created_at: at, updated_at: at });
    for (const exercise of simulationExercises) {
      const given = { ...exercise, measure: 'weight_reps', is_builtin: true, is_custom: false };
      rowOf('exercises', { ...given, created_at: at, updated_at: at });
    }
    for (const { id, name, cost, kind, stock } of simulationShelf) {
      const effect = JSON.stringify({ kind, value: '' });
      const given = { id, name, cost_coins: cost, effect, total_stock: stock, category: 'simulation' };
      rowOf('market_items', { ...given, created_at: at, updated_at: at });
    }
    for (const { target_config: config, ...quest } of simulationQuests) {
      const given = {
        ...quest,
        title: 'Quest',
        target_config: canonicalJson(config),
        xp_reward: 5,
        coin_reward: 3,
        is_active: true,
      };
      rowOf('universal_quests', { ...given, created_at: at, updated_at: at });
    }
    const program = { ...simulationProgram, definition: canonicalJson(simulationProgram.definition) };
    rowOf('learn_topics', { ...simulationTopic, created_at: at });
    for (const { quiz_json: quiz, ...lesson } of simulationLessons)
      rowOf('learn_lessons', { ...lesson, quiz_json: canonicalJson(quiz), created_at: at });
    const { config_json: config, ...drill } = simulationDrill;
    rowOf('learn_drills', { ...drill, config_json: canonicalJson(config), created_at: at });
    for (const prompt of simulationPrompts) {
      const given = { ...prompt, expected_observations: '[]', is_active: true };
      rowOf('listening_prompt_templates', { ...given, created_at: at, updated_at: at });
    }
    rowOf('program_templates', { ...program, is_active: true, created_at: at, updated_at: at });
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
      copies: plan.copyRows === null ? null : (asked) => server.copy({ ...asked, frameRows: plan.copyRows ?? 1 }),
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

  /** A backup is restored: the last commits are lost. Commands that no outbox has any more are lost with them. */
  #loseCommits({ commits, isCold: isWantedCold }: Loss): void {
    const stage = this.#stage;
    // Decision 0016, limits: without a new epoch a device between two pages of catching up keeps a gap.
    const isCold = isWantedCold && stage.plan.pageRows >= UNCUT_ROWS;
    this.#onLoss();
    this.#isRestored = true;
    this.#crash(500);
    const taken = stage.server.restore(commits, isCold);
    stage.coverage.count('server: commits lost', taken.length);
    stage.coverage.count('server: data folder restored', isCold && taken.length > 0 ? 1 : 0);
    for (const { table, pk, row } of taken.flatMap(({ writes }) => writes)) {
      if (table !== 'replica.command_log' || !row) continue;
      stage.lose(pk);
      const call = stage.calls.named(String(row['client_id']), row['command_id'] as number);
      if (call && !call.isPending) call.excused ??= 'lost with the server';
    }
    stage.note(`server lost ${taken.length} commits`);
  }

  #loseAfter(loss: Loss): void {
    const what = loss.when === 'push.answered' ? 'after their acknowledgement' : 'after their rows were received';
    this.#stage.coverage.count(`server: commits lost ${what}`);
    this.#loseCommits(loss);
  }

  /** Opens a transaction that writes nothing for any device and must delay none. */
  #openElsewhere(isElsewhere: boolean): void {
    const { server } = this.#stage;
    if (isElsewhere) this.#openXids.add(server.takeXid());
    else if (this.node.life.isAlive && this.#held !== this.node) {
      this.#held = this.node;
      this.node.holdOpen(bystander.id as UserId).catch(() => undefined);
    }
  }

  countOpen(): void {
    const { coverage, server } = this.#stage;
    const isOpen = [...this.#openXids].some((xid) => server.openXids.has(xid));
    coverage.count('server: at rest despite an open transaction elsewhere', isOpen ? 1 : 0);
    coverage.count('server: at rest despite an open transaction on other rows', this.#held === this.node ? 1 : 0);
  }

  #import(random: Random): void {
    const ids = simulationExercises.map(({ id }) => id).filter(() => random.chance(0.5));
    if (!this.node.life.isAlive) return;
    const pauseMs = random.chance(0.3) ? random.between(1_000, 30_000) : 0;
    const { node } = this;
    this.#importing.push(node);
    node
      .importExercises(ids, `Exercise ${random.below(999)}`, pauseMs)
      .catch(() => undefined)
      .finally(() => this.#importing.splice(this.#importing.indexOf(node), 1));
  }

  #runJob(person: number, random: Random): void {
    const id = this.#stage.madeBy(person).focus.at(-1 - random.below(3));
    if (id === undefined || !this.node.life.isAlive) return;
    this.node.runAsServer(this.#stage.user(person).id as UserId, 'focus.expire', { id }).catch(() => undefined);
  }
}
