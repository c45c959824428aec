// What an inbox item can become. A conversion adds the new record and then deletes the item; its undo deletes the record and brings the
// item back. A domain that takes items adds a target here.
import type { CommandArgs } from '#schema/commands.ts';
import { habitLimits } from '#schema/habits/rules/habit.ts';
import { newId } from '#schema/ids.ts';
import { recogniseText } from '#schema/inbox/recognise.ts';
import { noteLimits, type NoteKind } from '#schema/notes/rules/note.ts';
import { questLimits } from '#schema/quests/rules/own.ts';
import type { Replica } from '#src/replica/public.ts';
import { showToast } from '#src/ui/toast.tsx';
import { runOn, type Run } from '../use-run.ts';
import { itemToText, type InboxItem } from './model.ts';
import { filesOfItem, type ItemFile } from './queries.ts';
import { strings } from './strings.ts';

const FOCUS_SECONDS = 25 * 60;
const BOOK_TITLE = 500;
const TASK_TITLE = 300;

export const TARGETS = ['task', 'idea', 'entry', 'reference', 'habit', 'quest', 'book', 'focus'] as const;
export type Target = (typeof TARGETS)[number];

/** Where the new record is seen. */
export const PLACE_OF: Readonly<Record<Target, string>> = {
  task: '/plan/day',
  idea: '/library/notes/',
  entry: '/library/notes/',
  reference: '/library/notes/',
  habit: '/habits/',
  quest: '/quests',
  book: '/library/books/',
  focus: '/focus',
};

const isNote = (target: Target): target is NoteKind => target === 'idea' || target === 'entry' || target === 'reference';

/** Files stay with notes only. */
export const targetsFor = (hasFiles: boolean): Target[] => TARGETS.filter((target) => !hasFiles || isNote(target));

interface Made {
  add(run: Run): Promise<boolean>;
  undo(run: Run): Promise<boolean>;
}

interface Given {
  item: InboxItem;
  files: readonly ItemFile[];
  id: string;
  today: string;
}

function noteOf(kind: NoteKind, { item, files, id }: Given): Made {
  const about = kind === 'reference' ? recogniseText(itemToText(item)) : null;
  const link = about?.kind === 'link' ? about : null;
  const title = link === null ? item.title : recogniseText(item.title)?.title || (isOnlyLink(item.title) ? link.url : item.title);
  const args: CommandArgs<'notes.add'> = {
    kind,
    id,
    title: title.slice(0, noteLimits.title),
    content: item.description ?? '',
    tags: item.tags,
    ...(link && { url: link.url, reading: 'later' as const }),
    addedAt: item.created_at.toISOString(),
    ...(files.length > 0 && { files: files.map((file) => ({ ...fileArgs(file), id: newId() })) }),
  };
  return {
    add: (run) => run('notes.add', args),
    undo: (run) => run('notes.erase', { items: [{ kind, id }] }),
  };
}

const isOnlyLink = (text: string): boolean => /^https?:\/\/\S+$/i.test(text.trim());

export const fileArgs = (file: ItemFile) => ({
  id: file.id,
  sha256: file.content_sha256,
  name: file.name,
  type: file.mime_type,
  size: Number(file.byte_size),
});

function madeOf(target: Target, given: Given): Made {
  const { item, id, today } = given;
  const text = item.description?.trim() || null;
  switch (target) {
    case 'idea':
    case 'entry':
    case 'reference':
      return noteOf(target, given);
    case 'task': {
      const day = item.due_on ?? today;
      return {
        add: (run) => run('plan.add', { id, day, title: item.title.slice(0, TASK_TITLE) }),
        undo: (run) => run('plan.remove', { id, day }),
      };
    }
    case 'habit':
      return {
        add: (run) =>
          run('habit.add', {
            id,
            name: item.title.slice(0, habitLimits.name),
            description: text?.slice(0, habitLimits.text) ?? null,
          }),
        undo: (run) => run('habit.delete', { id }),
      };
    case 'quest':
      return {
        add: (run) =>
          run('quests.create', {
            id,
            title: item.title.slice(0, questLimits.title),
            description: text?.slice(0, questLimits.description) ?? null,
          }),
        undo: (run) => run('quests.delete', { id }),
      };
    case 'book': {
      const about = recogniseText(itemToText(item));
      const isbn = about?.kind === 'book' ? about.isbn : null;
      const title = (about?.title || item.title).slice(0, BOOK_TITLE);
      return {
        add: (run) => run('book.add', { id, title, isbn, notes: text, tags: item.tags }),
        undo: (run) => run('book.delete', { id }),
      };
    }
    case 'focus':
      return {
        add: (run) =>
          run('focus.start', {
            id,
            mode: 'countdown',
            durationSeconds: FOCUS_SECONDS,
            title: item.title.slice(0, 120),
            day: today,
          }),
        undo: (run) => run('focus.delete', { id }),
      };
  }
}

/** The id of the new record; null when it could not be made, which the person was told. */
export async function convert(replica: Replica, item: InboxItem, target: Target, today: string): Promise<string | null> {
  const run = runOn(replica);
  const files = await replica.query(filesOfItem(item.id));
  const id = newId();
  const made = madeOf(target, { item, files, id, today });
  if (!(await made.add(run))) return null;
  await run('inbox.delete', { id: item.id });
  const undo = async (): Promise<void> => {
    if (await made.undo(run)) await run('inbox.add', addArgs(item, files));
  };
  showToast({ message: strings.sort.done[target](item.title), action: { label: strings.undo, run: () => void undo() } });
  return id;
}

/** What brings a deleted item back as it was. */
export const addArgs = (item: InboxItem, files: readonly ItemFile[]): CommandArgs<'inbox.add'> => ({
  id: item.id,
  title: item.title,
  description: item.description,
  tags: item.tags,
  priority: item.priority,
  dueOn: item.due_on,
  capturedAt: item.created_at.toISOString(),
  ...(files.length > 0 && { files: files.map(fileArgs) }),
});
