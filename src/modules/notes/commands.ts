// What is done with notes beyond saving one command: it says what was done and offers the way back.
import type { CommandArgs } from '#schema/commands.ts';
import { newId } from '#schema/ids.ts';
import type { NoteKind, Reading } from '#schema/notes/rules/note.ts';
import { blobs } from '#src/blobs/public.ts';
import type { Replica } from '#src/replica/public.ts';
import { outcomeOfAll } from '#src/ui/save-outcome.ts';
import { showProblem, showToast } from '#src/ui/toast.tsx';
import { runOn, type Run } from '../use-run.ts';
import { holdersOfTag, inboxHoldersOfTag, type NoteFile, type NoteVersion } from './queries.ts';
import { strings } from './strings.ts';

type Marks = Omit<CommandArgs<'notes.mark'>, 'items'>;
type Item = Pick<MarkedNote, 'kind' | 'id'>;

export interface MarkedNote {
  kind: NoteKind;
  id: string;
  tags: string[];
  category: string | null;
  is_pinned: boolean;
  is_archived: boolean;
  deleted_at: Date | null;
  reading: Reading;
  progress: number;
}

const MOST = 500;

function inGroups<Value>(values: readonly Value[]): Value[][] {
  const groups: Value[][] = [];
  for (let at = 0; at < values.length; at += MOST) groups.push(values.slice(at, at + MOST));
  return groups;
}

const itemsOf = (notes: readonly Item[]): Item[] => notes.map(({ kind, id }) => ({ kind, id }));

async function markAll(replica: Replica, notes: readonly Item[], marks: Marks): Promise<boolean> {
  const commands = inGroups(notes).map((group) => ({ name: 'notes.mark' as const, args: { items: itemsOf(group), ...marks } }));
  const outcome = await outcomeOfAll(replica.dispatchAll(commands));
  if (!outcome.ok) showProblem(outcome.error);
  return outcome.ok;
}

/** Marks notes and says so; the way back gives each note what it had. */
export async function markNotes(replica: Replica, notes: readonly MarkedNote[], marks: Marks, message: string): Promise<void> {
  if (notes.length === 0 || !(await markAll(replica, notes, marks))) return;
  showToast({ message, action: { label: strings.undo, run: () => void unmark(replica, notes, marks) } });
}

/** Notes that had the same before are marked back together. */
async function unmark(replica: Replica, notes: readonly MarkedNote[], marks: Marks): Promise<void> {
  const groups = new Map<string, { marks: Marks; notes: MarkedNote[] }>();
  for (const note of notes) {
    const before = marksBefore(note, marks);
    const key = JSON.stringify(before);
    const group = groups.get(key);
    if (group) group.notes.push(note);
    else groups.set(key, { marks: before, notes: [note] });
  }
  for (const group of groups.values()) await markAll(replica, group.notes, group.marks);
}

function marksBefore(note: MarkedNote, marks: Marks): Marks {
  const added = (marks.addTags ?? []).filter((tag) => !note.tags.includes(tag));
  const removed = (marks.removeTags ?? []).filter((tag) => note.tags.includes(tag));
  const isReading = marks.reading !== undefined || marks.progress !== undefined;
  return {
    ...(marks.pinned !== undefined && { pinned: note.is_pinned }),
    ...(marks.archived !== undefined && { archived: note.is_archived }),
    ...(marks.deleted !== undefined && { deleted: note.deleted_at !== null }),
    ...(marks.category !== undefined && { category: note.category }),
    ...(added.length > 0 && { removeTags: added }),
    ...(removed.length > 0 && { addTags: removed }),
    ...(isReading && { reading: note.reading, progress: note.progress }),
  };
}

export async function eraseNotes(replica: Replica, notes: readonly Item[]): Promise<boolean> {
  const commands = inGroups(notes).map((group) => ({ name: 'notes.erase' as const, args: { items: itemsOf(group) } }));
  const outcome = await outcomeOfAll(replica.dispatchAll(commands));
  if (outcome.ok) showToast({ message: strings.done.erased(notes.length) });
  else showProblem(outcome.error);
  return outcome.ok;
}

/** Renames, merges or (`to` null) removes a tag everywhere. The way back knows who had it, and who had the other tag too. */
export async function renameTag(replica: Replica, from: string, to: string | null): Promise<boolean> {
  const [notes, items, known] = await Promise.all([
    replica.query(holdersOfTag(from)),
    replica.query(inboxHoldersOfTag(from)),
    to === null ? [] : replica.query(holdersOfTag(to)),
  ]);
  const run = runOn(replica);
  if (!(await run('notes.renameTag', { from, to }))) return false;
  const isMerge = known.length > 0;
  const done = strings.done;
  const message = to === null ? done.tagRemoved(from) : isMerge ? done.tagMerged(from, to) : done.tagRenamed(from, to);
  const back = async (): Promise<void> => {
    const [both, alone] = [
      notes.filter(({ tags }) => to !== null && tags.includes(to)),
      notes.filter(({ tags }) => to === null || !tags.includes(to)),
    ];
    if (both.length > 0) await markAll(replica, both, { addTags: [from] });
    if (alone.length > 0) await markAll(replica, alone, { addTags: [from], ...(to !== null && { removeTags: [to] }) });
    for (const { id, tags } of items) await run('inbox.edit', { id, tags });
  };
  showToast({ message, action: { label: strings.undo, run: () => void back() } });
  return true;
}

/** Stores the bytes on this device and attaches them; null when the device could not store them. */
export async function attachFile(
  run: Run,
  of: CommandArgs<'notes.attach'>['of'],
  file: File,
): Promise<CommandArgs<'notes.attach'> | null> {
  try {
    const stored = await storeFile(file);
    return (await run('notes.attach', { of, ...stored })) ? { of, ...stored } : null;
  } catch {
    showToast({ title: strings.editor.attachFailed, message: file.name });
    return null;
  }
}

/** What a command says of a file whose bytes are on this device now. */
export async function storeFile(file: File): Promise<Omit<CommandArgs<'notes.attach'>, 'of'>> {
  const { sha256, size } = await blobs.put(file);
  return { id: newId(), sha256, name: file.name.trim().slice(-255) || 'file', type: file.type.slice(0, 120), size };
}

export async function detachFile(run: Run, file: NoteFile): Promise<void> {
  if (!(await run('notes.detach', { id: file.id }))) return;
  const back = (): void =>
    void run('notes.attach', {
      of: { kind: file.note_kind, id: file.note_id },
      id: file.id,
      sha256: file.content_sha256,
      name: file.name,
      type: file.mime_type,
      size: Number(file.byte_size),
    });
  showToast({ message: strings.done.detached, action: { label: strings.undo, run: back } });
}

export async function dropVersion(run: Run, version: NoteVersion): Promise<void> {
  if (!(await run('notes.dropVersion', { id: version.id }))) return;
  const of = { kind: version.note_kind, id: version.note_id };
  const field = version.field as CommandArgs<'notes.keepVersion'>['field'];
  const back = (): void => void run('notes.keepVersion', { of, field, content: version.content });
  showToast({ message: strings.done.versionDropped, action: { label: strings.undo, run: back } });
}

export async function takeVersion(run: Run, version: NoteVersion): Promise<void> {
  if (await run('notes.useVersion', { id: version.id })) showToast({ message: strings.done.versionUsed });
}
