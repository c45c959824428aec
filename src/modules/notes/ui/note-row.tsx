// A note among others: its title and beginning with what was searched marked, and what is known of it.
import { ActionIcon, Text } from '@mantine/core';
import { IconBulb, IconExternalLink, IconLink, IconNotes, IconPinnedFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { siteOf } from '#schema/notes/rules/url.ts';
import type { NoteKind } from '#schema/notes/rules/note.ts';
import { formatMoment } from '#src/format/days.ts';
import { factLine } from '#src/format/words.ts';
import { snippet } from '#src/search/highlight.ts';
import { Marked } from '#src/search/marked.tsx';
import { plainExcerpt } from '../model.ts';
import type { NoteRow as Row } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './notes.module.css';

const ICONS = { idea: IconBulb, entry: IconNotes, reference: IconLink } as const;

export function NoteIcon({ kind, icon }: { kind: NoteKind; icon: string | null }) {
  const KindIcon = ICONS[kind];
  return (
    <span className={classes.icon} title={strings.kinds[kind]}>
      {icon === null ? <KindIcon size={20} stroke={1.6} aria-hidden /> : <img src={icon} alt="" />}
    </span>
  );
}

interface NoteRowProps {
  note: Row;
  search: string;
  isByAdded: boolean;
}

export function NoteRow({ note, search, isByAdded }: NoteRowProps) {
  const text = plainExcerpt(note.excerpt) || (note.site_description ?? '');
  const shown = search === '' ? text : snippet(text, search);
  const date = isByAdded ? note.created_at : note.updated_at;
  const isBegun = note.reading === 'reading' || note.progress > 0;
  const reading = note.reading === 'none' ? null : strings.reading[note.reading];
  return (
    <div className={classes.row}>
      <NoteIcon kind={note.kind} icon={note.icon} />
      <div className={classes.rowWords}>
        <Text component="h2" fz="md" lh={1.4}>
          <Link to="/library/notes/$noteId" params={{ noteId: note.id }} className={classes.title}>
            <Marked text={note.title} typed={search} />
          </Link>
          {note.is_pinned && (
            <IconPinnedFilled size={14} role="img" aria-label={strings.list.pinned} style={{ marginInlineStart: 6 }} />
          )}
        </Text>
        {shown !== '' && (
          <Text size="sm" c="dimmed" lineClamp={2} title={shown}>
            <Marked text={shown} typed={search} />
          </Text>
        )}
        <div className={classes.facts}>
          <Text component="span" size="xs" c="dimmed" className="tabular">
            {factLine(
              note.url === null ? null : (note.site_name ?? siteOf(note.url)),
              note.category,
              reading,
              isBegun && note.reading !== 'read' ? strings.page.progressOf(note.progress) : null,
              formatMoment(date),
            )}
          </Text>
          {note.tags.map((tag) => (
            <span key={tag} className={classes.tag}>
              <Marked text={tag} typed={search} />
            </span>
          ))}
        </div>
      </div>
      {note.url !== null && (
        <ActionIcon
          component="a"
          href={note.url}
          target="_blank"
          rel="noreferrer noopener"
          aria-label={`${strings.page.openLink}: ${note.title}`}
        >
          <IconExternalLink size={18} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}
