// The person's notes as files. Loaded on first use, because it brings the ZIP writer.
import { writeMarkdown, type AttachedFile } from '#schema/notes/files/markdown-folder.ts';
import type { FileNote } from '#schema/notes/files/note-file.ts';
import { writeNotes } from '#schema/notes/files/own-file.ts';
import { writeBookmarks } from '#schema/notes/files/write-bookmarks.ts';
import type { Replica } from '#src/replica/api.ts';
import { saveFile } from '#src/ui/save-file.ts';
import { blobs } from '#src/blobs/public.ts';
import { showToast } from '#src/ui/toast.tsx';
import { filesForExport, notesForExport } from './queries.ts';
import { strings } from './strings.ts';

/** The archive is made in memory. */
const MOST_FILE_BYTES = 256 * 1024 * 1024;

export type NoteExport = 'json' | 'markdown' | 'bookmarks';

export async function exportNotes(replica: Pick<Replica, 'query'>, today: string, as: NoteExport): Promise<void> {
  const notes = await readFileNotes(replica);
  if (as === 'json') saveFile(new Blob([writeNotes(notes)], { type: 'application/json' }), `cadence-notes-${today}.json`);
  if (as === 'bookmarks') saveFile(new Blob([writeBookmarks(notes)], { type: 'text/html' }), `bookmarks-${today}.html`);
  if (as === 'markdown') {
    const { files, missing } = await readFiles(replica);
    const bytes = writeMarkdown(notes, files) as Uint8Array<ArrayBuffer>;
    saveFile(new Blob([bytes], { type: 'application/zip' }), `cadence-notes-${today}.zip`);
    if (missing > 0) showToast({ message: strings.importPage.filesMissing(missing) });
  }
}

/** `missing`: files that are on another device only, or that have no room in an archive. */
async function readFiles(replica: Pick<Replica, 'query'>): Promise<{ files: AttachedFile[]; missing: number }> {
  const rows = await replica.query(filesForExport());
  const files: AttachedFile[] = [];
  let room = MOST_FILE_BYTES;
  for (const { id, note_id: note, name, content_sha256: sha256, byte_size: size } of rows) {
    if (Number(size) > room) continue;
    const file = await blobs.open(sha256).catch(() => null);
    if (file === null) continue;
    room -= file.size;
    files.push({ id, note, name, bytes: new Uint8Array(await file.arrayBuffer()) });
  }
  return { files, missing: rows.length - files.length };
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
