// The person's notes as files. Loaded on first use, because it brings the ZIP writer.
import { writeMarkdown } from '#schema/notes/files/markdown-folder.ts';
import type { FileNote } from '#schema/notes/files/note-file.ts';
import { writeNotes } from '#schema/notes/files/own-file.ts';
import { writeBookmarks } from '#schema/notes/files/write-bookmarks.ts';
import type { Replica } from '#src/replica/api.ts';
import { saveFile } from '#src/ui/save-file.ts';
import { notesForExport } from './queries.ts';

export type NoteExport = 'json' | 'markdown' | 'bookmarks';

export async function exportNotes(replica: Pick<Replica, 'query'>, today: string, as: NoteExport): Promise<void> {
  const notes = await readFileNotes(replica);
  if (as === 'json') saveFile(new Blob([writeNotes(notes)], { type: 'application/json' }), `cadence-notes-${today}.json`);
  if (as === 'bookmarks') saveFile(new Blob([writeBookmarks(notes)], { type: 'text/html' }), `bookmarks-${today}.html`);
  if (as === 'markdown') {
    const bytes = writeMarkdown(notes) as Uint8Array<ArrayBuffer>;
    saveFile(new Blob([bytes], { type: 'application/zip' }), `cadence-notes-${today}.zip`);
  }
}

async function readFileNotes(replica: Pick<Replica, 'query'>): Promise<FileNote[]> {
  const notes = await replica.query(notesForExport());
  return notes.map((note) => ({
    key: note.id,
    kind: note.kind,
    title: note.title,
    content: note.content,
    category: note.category,
    tags: note.tags,
    url: note.url,
    reading: note.reading,
    pinned: note.is_pinned,
    archived: note.is_archived,
    addedAt: note.created_at.toISOString(),
  }));
}
