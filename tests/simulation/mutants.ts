// Bugs planted one at a time: each is a change of one place in the code under test, and the simulation has to catch every one.
// `find` must occur exactly once in its file, so that a mutant never silently stops being one.

export interface Mutant {
  name: string;
  file: string;
  find: string;
  replace: string;
}

const outbox = 'src/replica/outbox/outbox.ts';
const driver = 'src/replica/engine/sync-driver.ts';
const engine = 'src/replica/engine/replica-engine.ts';
const people = 'src/replica/engine/person-changes.ts';
const applier = 'src/replica/applier/applier.ts';
const buffer = 'src/replica/applier/feed-buffer.ts';
const writer = 'src/replica/applier/feed-writer.ts';
const turn = 'sync-server/commands/turn.ts';
const page = 'sync-server/feed/page.ts';
const shape = 'sync-server/feed/shape.ts';

export const mutants: readonly Mutant[] = [
  {
    name: 'an outbox record is removed when a request was answered',
    file: driver,
    find: "    if (answer.kind === 'answered') {\n",
    replace: "    if (answer.kind === 'answered') {\n      await outbox.markPassed(commands.commands.at(-1)?.seq ?? 0);\n",
  },
  {
    name: 'commands are forgotten at a boundary without the feed showing them',
    file: applier,
    find: 'forget ? await this.#readPassedSeq(session, state.passedSeq) : state.passedSeq',
    replace: 'forget ? this.#outbox.lastSeq : state.passedSeq',
  },
  {
    name: 'the outbox forgets before the rows are stored',
    file: engine,
    find: '    replica\n      .flush()',
    replace: '    Promise.resolve()',
  },
  {
    name: 'an append is not flushed',
    file: 'src/replica/outbox/two-file-store.ts',
    find: 'writeFully(this.#active, bytes, this.#end);\n      this.#active.flush();',
    replace: 'writeFully(this.#active, bytes, this.#end);',
  },
  {
    name: 'a call that a page repeats is saved twice',
    file: outbox,
    find: 'if (savedAs !== undefined) return',
    replace: 'if (savedAs === -1) return',
  },
  {
    name: 'ids that the server may have seen are given again after the log lost its end',
    file: outbox,
    find: 'if (lostEnd && !isNew) {',
    replace: 'if (lostEnd && isNew) {',
  },
  {
    name: 'the rows of a log that lost its end are taken for those of what is saved after it',
    file: outbox,
    find: 'logId: deps.newId(), clientId: deps.newId(), replaces: state.clientId',
    replace: 'clientId: deps.newId(), replaces: state.clientId',
  },
  {
    name: 'each change of the person counts as a failure of the rows',
    file: engine,
    find: '    this.#rebuilds = 0;\n',
    replace: '    this.#rebuilds += 1;\n',
  },
  {
    name: 'a log that lost its end waits for ever for what the rows contain already',
    file: applier,
    find: 'const passedSeq = await this.#readPassedSeq(session, next.passedSeq);',
    replace: 'const { passedSeq } = next;',
  },
  {
    name: 'a rebuild does not wait for an opening that is under way',
    file: engine,
    find: '    while (this.#opening) await this.#opening;\n',
    replace: '',
  },
  {
    name: 'a rotation gives a new name also to what is under another client id',
    file: outbox,
    find: 'command.seq < fromSeq || command.clientId !== refused ?',
    replace: 'command.seq < fromSeq ?',
  },
  {
    name: 'a sign-in drops what is saved while it goes on',
    file: people,
    find: '(pending) => rewriteCommands(pending, changes)',
    replace: '((early) => () => rewriteCommands(early, changes))(engine.outbox.pending.slice())',
  },
  {
    name: 'signing out goes on saving what it will throw away',
    file: people,
    find: 'const saveAgain = await engine.stopSaving();',
    replace: 'const saveAgain = () => undefined;',
  },
  {
    name: 'waiting changes are thrown away when another account signs in',
    file: people,
    find: 'if (this.#waiting() > 0) {',
    replace: 'if (this.#waiting() < 0) {',
  },
  {
    name: 'another account signs in over what another tab is saving',
    file: people,
    find: 'const saveAgain = await this.#engine.stopSaving();',
    replace: 'const saveAgain = () => undefined;',
  },
  {
    name: 'before-images are not put back before the feed is applied',
    file: applier,
    find: 'const touched = await this.#writer.restoreBeforeImages(session);\n      const cursors',
    replace: 'const touched = new Set<string>();\n      const cursors',
  },
  {
    name: 'waiting commands are not run again on the rows of the feed',
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
    name: 'a page that was exactly full hides the boundary behind it',
    file: driver,
    find: 'moved: buffer.awaitsBoundary',
    replace: 'moved',
  },
  {
    name: 'parts that were applied before a boundary are forgotten when it brings nothing more',
    file: buffer,
    find: 'this.#isMidway = !isLastPart;',
    replace: 'this.#isMidway = false;',
  },
  {
    name: 'what a stream goes on from is taken for a boundary',
    file: engine,
    find: "const isWaiting = scope === 'me' && passedSeq < this.outbox.lastSeq;",
    replace: 'const isWaiting = false;',
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
    name: 'a refused command leaves its rows on the device',
    file: 'src/replica/applier/run-commands.ts',
    find: "'rollback to savepoint command; release savepoint command'",
    replace: "'release savepoint command'",
  },
  {
    name: 'an older copy of the replica waits for ever for what the outbox let go of',
    file: applier,
    find: 'let passed = Math.max(passedSeq, this.#outbox.passedSeq);',
    replace: 'let passed = passedSeq;',
  },
  {
    name: 'another person’s rows are taken for this one’s',
    file: applier,
    find: 'if (stored.userId !== person.userId) return undefined;',
    replace: '',
  },
  {
    name: 'a repeated command is run again',
    file: turn,
    find: 'command.id <= this.#last ? this.#duplicate(command) : await this.#decide(command)',
    replace: 'await this.#decide(command)',
  },
  {
    name: 'a gap in the ids is not noticed',
    file: turn,
    find: 'if (command.id > this.nextId) {',
    replace: 'if (command.id < 0) {',
  },
  {
    name: 'a refused command leaves its rows on the server',
    file: turn,
    find: "'rollback to savepoint command; release savepoint command'",
    replace: "'release savepoint command'",
  },
  {
    name: 'a refused command does not advance the counter',
    file: turn,
    find: '    this.#last = command.id;\n    this.#fresh.push(command.id);',
    replace: '    if (error === null) this.#last = command.id;\n    this.#fresh.push(command.id);',
  },
  {
    name: 'a refusal is not written to the person’s feed',
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
    name: 'rows of transactions that have not settled are given',
    file: page,
    find: 'if (!(flags & SETTLED)) {',
    replace: 'if (flags < 0) {',
  },
  {
    name: 'a boundary is told while rows of the scope are held back',
    file: page,
    find: 'isLast: heldXid === null && !isFull,',
    replace: 'isLast: heldXid !== null || !isFull,',
  },
  {
    name: 'a cursor from before the pruned tombstones is served',
    file: shape,
    find: 'return from.xid > xmax || knownUpTo < horizon;',
    replace: 'return from.xid > xmax && knownUpTo < horizon;',
  },
  {
    name: 'a restored backup goes on with the old handles',
    file: shape,
    find: 'const isOurs = given !== null && given.epochTag === epochTag &&',
    replace: 'const isOurs = given !== null && epochTag !== "" &&',
  },
  {
    name: 'an award is paid again when it is paid already',
    file: 'schema/commands/award.ts',
    find: 'if (!(await isTakenBack(db, ledgerId(ctx, key)))) return ok();',
    replace: 'if (!(await isTakenBack(db, ledgerId(ctx, key)))) break;',
  },
];
