// The notes whose text links to this one.
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { snippet } from '#src/search/highlight.ts';
import { Section } from '#src/ui/section.tsx';
import entries from '#src/ui/entries.module.css';
import { backlinksOf, linkTo, plainExcerpt, titlesOf } from '../model.ts';
import { mentionsOf, type NoteDetails } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './notes.module.css';

const words = strings.page;

/** The line that links to the note. */
function lineAbout(content: string, note: NoteDetails): string {
  const link = linkTo(note, content);
  const line = content.split('\n').find((_line, index, lines) => {
    const from = lines.slice(0, index).join('\n').length + (index > 0 ? 1 : 0);
    return link !== undefined && from <= link.at && link.at <= from + (lines[index]?.length ?? 0);
  });
  return snippet(plainExcerpt(line ?? ''), link?.title ?? note.title);
}

export function Backlinks({ note }: { note: NoteDetails }) {
  const mentions = rowsIfReady(useRows(mentionsOf(titlesOf(note))));
  const found = backlinksOf(note, mentions ?? []);
  return (
    <Section title={words.backlinks}>
      {mentions !== undefined && found.length === 0 && <Text c="dimmed">{words.noBacklinks}</Text>}
      <ul className={entries.list}>
        {found.map(({ id, title, content }) => (
          <li key={id} className={entries.entry}>
            <div className={entries.words}>
              <Link to="/library/notes/$noteId" params={{ noteId: id }} className={classes.title}>
                {title}
              </Link>
              <Text size="sm" c="dimmed">
                {lineAbout(content, note)}
              </Text>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
