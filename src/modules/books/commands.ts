// What is done with books beyond saving one command: it offers the way back.
import { newId } from '#schema/ids.ts';
import type { BookStatus } from '#schema/books/rules/book.ts';
import { showToast } from '#src/ui/toast.tsx';
import type { Run } from '../use-run.ts';
import type { NoteRow, SessionRow } from './queries.ts';
import { strings } from './strings.ts';

interface NamedBook {
  id: string;
  title: string;
  status: BookStatus;
}

const undoAction = (run: () => void) => ({ label: strings.undo, run });

/** Moves a book to a status. `openReadingId`: of the reading that ends by it, so that the end can be taken back. */
export async function setStatus(
  run: Run,
  book: NamedBook,
  { status, day, openReadingId }: { status: BookStatus; day: string; openReadingId: string | null },
): Promise<void> {
  const readingId = newId();
  if (!(await run('book.setStatus', { id: book.id, status, readingId, day }))) return;
  const words = { want: 'wanted', reading: 'begun', finished: 'finished', stopped: 'stopped' } as const;
  const message = strings.saved[words[status]](book.title);
  const back = (): void => {
    if (status === 'reading') void run('book.setStatus', { id: book.id, status: 'want', readingId: newId(), day });
    else if (openReadingId !== null) void run('book.editReading', { id: openReadingId, status: 'reading', finishedDay: null });
    else void run('book.deleteReading', { id: readingId });
  };
  // A book moved to "want" begins anew as before; its reading without sessions is gone.
  if (status === 'want' && openReadingId === null) return showToast({ message });
  showToast({ message, action: undoAction(back) });
}

export async function deleteSession(run: Run, bookId: string, session: SessionRow): Promise<void> {
  if (!(await run('book.deleteSession', { id: session.id }))) return;
  const { id, day, duration_ms, to_position, given_pages, notes } = session;
  if (day === null) return showToast({ message: strings.session.deleted });
  const back = (): void =>
    void run('book.read', {
      id,
      bookId,
      day,
      minutes: Math.floor(duration_ms / 60_000),
      to: to_position,
      pages: given_pages,
      note: notes,
    });
  showToast({ message: strings.session.deleted, action: undoAction(back) });
}

export async function deleteNote(run: Run, bookId: string, { id, kind, content, page }: NoteRow): Promise<void> {
  if (!(await run('book.deleteNote', { id }))) return;
  const back = (): void => void run('book.addNote', { id, bookId, kind, content, page });
  showToast({ message: strings.note.deleted, action: undoAction(back) });
}

/** One tap: where the person is now. */
export async function logPosition(
  run: Run,
  { bookId, day, to, words }: { bookId: string; day: string; to: number; words: string },
): Promise<boolean> {
  const id = newId();
  if (!(await run('book.read', { id, bookId, day, to }))) return false;
  showToast({
    message: strings.session.saved(words),
    action: undoAction(() => void run('book.deleteSession', { id })),
  });
  return true;
}

export async function startTimer(run: Run, book: { id: string; title: string }, day: string): Promise<void> {
  const id = newId();
  if (!(await run('book.startTimer', { id, bookId: book.id, day }))) return;
  showToast({
    message: strings.timer.started(book.title),
    action: undoAction(() => void run('book.discardTimer', { id })),
  });
}
