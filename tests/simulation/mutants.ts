// Planted bugs: each changes one place of the code under test, and the simulation must detect every one. `find` must occur
// exactly once in its file; otherwise a mutant could silently stop planting its bug.
import { domainMutants } from './domain-mutants.ts';
import type { Mutant } from './mutant.ts';

const outbox = 'src/replica/outbox/outbox.ts';
const driver = 'src/replica/engine/sync-driver.ts';
const engine = 'src/replica/engine/replica-engine.ts';
const lifecycle = 'src/replica/engine/replica-lifecycle.ts';
const saving = 'src/replica/engine/saving.ts';
const settlement = 'src/replica/engine/settlement.ts';
const people = 'src/replica/engine/person-changes.ts';
const applier = 'src/replica/applier/applier.ts';
const buffer = 'src/replica/applier/feed-buffer.ts';
const writer = 'src/replica/applier/feed-writer.ts';
const firstCopy = 'src/replica/engine/first-copy.ts';
const state = 'src/replica/applier/replica-state.ts';
const turn = 'sync-server/commands/turn.ts';
const page = 'sync-server/feed/page.ts';
const model = 'tests/simulation/world/server-model.ts';
const shape = 'sync-server/feed/shape.ts';

export const mutants: readonly Mutant[] = [
  {
    name: 'an outbox record is removed when its request is answered',
    file: driver,
    find: "    if (answer.kind === 'answered') {\n",
    replace: "    if (answer.kind === 'answered') {\n      await outbox.markPassed(commands.commands.at(-1)?.seq ?? 0);\n",
  },
  {
    name: 'commands are dropped at a boundary that the feed has not confirmed',
    file: applier,
    find: 'forget ? await this.#readPassedSeq(session, state.passedSeq) : state.passedSeq',
    replace: 'forget ? this.#outbox.lastSeq : state.passedSeq',
  },
  {
    name: 'the outbox removes records before the rows are stored',
    file: settlement,
    find: '    replica\n      .flush()',
    replace: '    Promise.resolve()',
  },
  {
    name: 'an append is not flushed',
    file: 'src/replica/outbox/two-file-store.ts',
    find: 'writeFully(this.#active, bytes, this.#end);\n      if (flush) this.#active.flush();',
    replace: 'writeFully(this.#active, bytes, this.#end);',
  },
  {
    name: 'a call that a page repeats is saved twice',
    file: outbox,
    find: 'if (savedAs !== undefined) return',
    replace: 'if (savedAs === -1) return',
  },
  {
    name: 'a call is lost when its page is left before its turn on the rows',
    file: outbox,
    find: 'await outbox.#saveUndecided();',
    replace: '',
  },
  {
    name: 'ids that the server may have seen are reused after the log lost its end',
    file: outbox,
    find: 'if (lostEnd && !isNew) {',
    replace: 'if (lostEnd && isNew) {',
  },
  {
    name: 'rows of a log that lost its end are attributed to commands saved after it',
    file: outbox,
    find: 'logId: deps.newId(),\n        clientId: deps.newId(),\n        replaces: state.clientId,',
    replace: 'clientId: deps.newId(),\n        replaces: state.clientId,',
  },
  {
    name: 'each change of the person counts as a failure of the replica',
    file: lifecycle,
    find: '    this.#rebuilds = 0;\n',
    replace: '    this.#rebuilds += 1;\n',
  },
  {
    name: 'a log that lost its end waits for ever for commands that the rows already contain',
    file: applier,
    find: 'const passedSeq = await this.#readPassedSeq(session, next.passedSeq);',
    replace: 'const { passedSeq } = next;',
  },
  {
    name: 'a rebuild does not wait for a running opening',
    file: lifecycle,
    find: '    while (this.#opening) await this.#opening;\n',
    replace: '',
  },
  {
    name: 'a closed client takes commands',
    file: turn,
    find: 'if (this.#isClosed && command.id === this.nextId)',
    replace: 'if (this.#isClosed && command.id === -1)',
    test: 'sync-server/commands/commands.postgres.test.ts',
  },
  {
    name: 'a rotation also renames commands under another client id',
    file: outbox,
    find: 'command.seq < fromSeq || command.clientId !== refused ?',
    replace: 'command.seq < fromSeq ?',
    test: 'src/replica/outbox/outbox.test.ts',
  },
  {
    name: 'a sign-in drops commands that are saved meanwhile',
    file: people,
    find: '(pending) => rewriteCommands(pending, changes)',
    replace: '((early) => () => rewriteCommands(early, changes))(engine.outbox.pending.slice())',
  },
  {
    name: 'a sign-out keeps saving commands that it will discard',
    file: people,
    find: 'const saveAgain = await engine.stopSaving();',
    replace: 'const saveAgain = () => undefined;',
  },
  {
    name: 'waiting commands are discarded when another account signs in',
    file: people,
    find: 'if (this.#waiting() > 0) {',
    replace: 'if (this.#waiting() < 0) {',
  },
  {
    name: 'another account signs in while another tab is saving',
    file: people,
    find: 'const saveAgain = await this.#engine.stopSaving();',
    replace: 'const saveAgain = () => undefined;',
  },
  {
    name: 'before-images are not restored before the feed is applied',
    file: applier,
    find: 'const touched = await this.#writer.restoreBeforeImages(session);\n      const cursors',
    replace: 'const touched = new Set<string>();\n      const cursors',
  },
  {
    name: 'waiting commands are not re-applied on the rows of the feed',
    file: applier,
    find: 'const due = pending.filter(({ seq }) => seq > passedSeq);',
    replace: 'const due = pending.filter(({ seq }) => seq > appliedSeq);',
  },
  {
    name: 'half of a page is applied',
    file: driver,
    find: 'const bytes = buffer.add(rows);',
    replace: 'const bytes = buffer.add(rows.slice(0, Math.ceil(rows.length / 2)));',
  },
  {
    name: 'a page that is exactly full hides the boundary after it',
    file: driver,
    find: 'moved: buffer.awaitsBoundary',
    replace: 'moved',
  },
  {
    name: 'parts applied before a boundary are dropped when the boundary has no further rows',
    file: buffer,
    find: 'this.#isMidway = !isLastPart;',
    replace: 'this.#isMidway = false;',
  },
  {
    name: 'the position from which a stream continues is treated as a boundary',
    file: engine,
    find: "const isWaiting = scope === 'me' && passedSeq < this.outbox.lastSeq;",
    replace: 'const isWaiting = false;',
    test: 'src/replica/engine/replica-engine.test.ts',
  },
  {
    name: 'rows from before a must-refetch are kept with those from after it',
    file: writer,
    find: '      await session.exec(sql);\n      touched.add(name);',
    replace: '      touched.add(name);',
  },
  {
    name: 'the cursor of a refetch is stored before its rows',
    file: applier,
    find: 'if (batch.cursor && (complete || !batch.isRefetch))',
    replace: 'if (batch.cursor)',
  },
  {
    name: 'tombstones are ignored',
    file: writer,
    find: 'if (row === null) gone.push(JSON.stringify(pkToKey(table, pk)));',
    replace: 'if (row === null) continue;',
  },
  {
    name: 'a rejected command leaves its rows on the device',
    file: 'src/replica/applier/run-commands.ts',
    find: "'rollback to savepoint command; release savepoint command'",
    replace: "'release savepoint command'",
  },
  {
    name: 'a command that the rows refused is sent',
    file: saving,
    find: 'this.#commands.filter(({ callKey }) => !refused.has(callKey))',
    replace: 'this.#commands',
  },
  {
    name: 'the rows keep a command that the log could not save',
    file: applier,
    find: 'if (!saved || seqs.length !== ran.length || String(seqs) !== String(waiting)) throw new RowsUndone();',
    replace: '',
  },
  {
    name: 'an older copy of the replica waits for ever for commands that the outbox removed',
    file: applier,
    find: 'let passed = Math.max(passedSeq, this.#outbox.passedSeq);',
    replace: 'let passed = passedSeq;',
  },
  {
    name: 'rows of another person are accepted as this person’s',
    file: applier,
    find: 'if (stored.userId !== person.userId) return undefined;',
    replace: '',
  },
  {
    name: 'a repeated command is applied again',
    file: turn,
    find: 'command.id <= this.#last ? this.#duplicate(command) : await this.#decide(command)',
    replace: 'await this.#decide(command)',
  },
  {
    name: 'a gap in the ids is not detected',
    file: turn,
    find: 'if (command.id > this.nextId) {',
    replace: 'if (command.id < 0) {',
  },
  {
    name: 'a rejected command leaves its rows on the server',
    file: turn,
    find: "'rollback to savepoint command; release savepoint command'",
    replace: "'release savepoint command'",
  },
  {
    name: 'a rejected command does not advance the counter',
    file: turn,
    find: '    this.#last = command.id;\n    this.#fresh.push(command.id);',
    replace: '    if (error === null) this.#last = command.id;\n    this.#fresh.push(command.id);',
  },
  {
    name: 'a rejection is not written to the person’s feed',
    file: turn,
    find: '    await this.#saveRejection(command, error);\n',
    replace: '',
  },
  {
    name: 'two requests of one person run at once',
    file: turn,
    find: ' for no key update',
    replace: '',
  },
  {
    name: 'the skew of a device’s clock is ignored',
    file: 'sync-server/commands/skew.ts',
    find: 'return new Date(Math.min(Math.max(corrected, EARLIEST_MS), now.getTime()));',
    replace: 'return new Date(Math.max(Date.parse(at), EARLIEST_MS));',
  },
  {
    name: 'numbers of a scope are issued without its lock',
    file: model,
    find: '    await this.#lockScopes(transaction, touched);\n',
    replace: '',
  },
  {
    name: 'a number is issued before its scope is locked',
    file: model,
    find: 'await this.#lockScopes(transaction, touched);\n    const nextPlace = () => ({ xid: (this.#xid ??= this.#server.takeXid()), seq: this.#server.takeSeq() });',
    replace:
      'const taken = touched.flatMap(() => [this.#server.takeSeq(), this.#server.takeSeq(), this.#server.takeSeq()]);\n    await this.#lockScopes(transaction, touched);\n    const nextPlace = () => ({ xid: (this.#xid ??= this.#server.takeXid()), seq: taken.shift() ?? this.#server.takeSeq() });',
  },
  {
    name: 'the locks of a transaction are released before its commit is visible',
    file: model,
    find: "        await this.#pause('server.commit');\n",
    replace: "        this.#server.locks.releaseAll(this);\n        await this.#pause('server.commit');\n",
  },
  {
    name: 'an incomplete page is reported as a boundary',
    file: page,
    find: 'isLast: !isFull }',
    replace: 'isLast: true }',
  },
  {
    name: 'after an incomplete page the client continues after the newest row',
    file: page,
    find: 'end: isFull ? BigInt(last[5]) :',
    replace: 'end: isFull ? state.newest :',
  },
  {
    name: 'a cursor from before the pruned tombstones is served',
    file: shape,
    find: 'return isOtherHistory || known > newestOfAll || readAt < horizon;',
    replace: 'return isOtherHistory || known > newestOfAll;',
  },
  {
    name: 'a restored backup accepts the old handles',
    file: shape,
    find: 'const isOurs = given !== null && given.epochTag === epochTag &&',
    replace: 'const isOurs = given !== null && epochTag !== "" &&',
  },
  {
    name: 'a read waits for every open transaction of the cluster',
    file: model,
    find: 'return answer(...feedPageLines(this.store, values, this.#newestOfAll));',
    replace:
      'return answer(...feedPageLines(this.store, values, this.#newestOfAll).filter(([tbl, , , , xid]) => tbl === null || Number(xid) < Math.min(...this.openXids)));',
  },
  {
    name: 'all scopes share one lock',
    file: model,
    find: 'await this.#server.locks.take(this, `scope ${scope}`);',
    replace: "await this.#server.locks.take(this, 'scope');",
  },
  {
    name: 'a restored data folder is not detected',
    file: shape,
    find: 'return isOtherHistory || known > newestOfAll || readAt < horizon;',
    replace: 'return known > newestOfAll || readAt < horizon;',
  },
  {
    name: 'a run continues from the last number',
    file: 'tests/simulation/world/feed-runs.ts',
    find: 'newest + 1 + Math.floor(chance * MOST_DISTANCE)',
    replace: 'newest',
  },
  {
    name: 'the server does not record the run, so the first writer does',
    file: 'sync-server/feed/begin-run.ts',
    find: "await pool.query('select replica.begin_run()');",
    replace: 'await Promise.resolve(pool);',
  },
  {
    name: 'the arguments of an older command are not upgraded',
    file: 'schema/command/read.ts',
    find: 'upgraded = step(upgraded);',
    replace: 'upgraded = step && upgraded;',
  },
  {
    name: 'an older command is sent as the newest version',
    file: 'src/replica/engine/push-plan.ts',
    find: 'wire.push({ id, name, version, args, at });',
    replace: "wire.push({ id, name, version: name === 'sim.add' ? 2 : version, args, at });",
  },
  {
    name: 'a copy that goes on is followed from its newest snapshot',
    file: state,
    find: '{ offset: before.cursor.offset, handle: cursor.handle }',
    replace: 'cursor',
  },
  {
    name: 'the feed is followed before the copy is whole',
    file: applier,
    find: '          if (batch.copied.isEnd) cursors[scope] = copy.cursor;\n',
    replace: '          cursors[scope] = copy.cursor;\n',
  },
  {
    name: 'rows of a copy that will not be whole stay',
    file: firstCopy,
    find: '  if (progress) buffer.restart();\n',
    replace: '',
  },
  {
    name: 'a copy is given up without the feed',
    file: firstCopy,
    find: '          buffer.endCopy();\n',
    replace: '          buffer.endCopy();\n          if (progress) return;\n',
  },
  ...domainMutants,
];
