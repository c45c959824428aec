// Sections and notes as lists: what the lanes show, in words, with what can be done to each.
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconPencil, IconPlayerPlay, IconPlus, IconRepeat } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { Section } from '#src/ui/section.tsx';
import { formatTime } from '../../format.ts';
import { noteCategoryOf } from '../../model.ts';
import type { NoteRow, SectionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { noteMark, sectionMarks } from './mark-words.ts';
import type { LaneMark } from '../stage/mark-lane.tsx';
import classes from './track.module.css';

const words = strings.marks;

interface SectionsPanelProps {
  sections: readonly SectionRow[];
  /** How many the analysis suggests; 0 for none. */
  suggested: number;
  onSuggested(): void;
  onAdd(): void;
  onLoop(row: SectionRow): void;
  onOpen(id: string): void;
}

export function SectionsPanel({ sections, suggested, onSuggested, onAdd, onLoop, onOpen }: SectionsPanelProps) {
  const marks = useMemo(() => sectionMarks(sections), [sections]);
  return (
    <Section
      title={words.sections}
      actions={
        <Button variant="subtle" leftSection={<IconPlus size={18} aria-hidden />} onClick={onAdd}>
          {words.addSection}
        </Button>
      }
    >
      {sections.length === 0 && <Text c="dimmed">{words.noSections}</Text>}
      <ul className={classes.markList}>
        {sections.map((row, at) => {
          const mark = marks[at];
          if (!mark) return null;
          const { title } = mark;
          return (
            <MarkRow key={row.id} mark={mark} row={row} text={row.description !== null && ` · ${row.description}`}>
              <ActionIcon aria-label={words.loop(title)} onClick={() => onLoop(row)}>
                <IconRepeat size={18} aria-hidden />
              </ActionIcon>
              <ActionIcon aria-label={words.edit(title)} onClick={() => onOpen(row.id)}>
                <IconPencil size={18} aria-hidden />
              </ActionIcon>
            </MarkRow>
          );
        })}
      </ul>
      {suggested > 0 && (
        <Button variant="default" mt="sm" onClick={onSuggested}>
          {words.suggest(suggested)}
        </Button>
      )}
    </Section>
  );
}

interface NotesPanelProps {
  notes: readonly NoteRow[];
  onAdd(): void;
  onPlay(row: NoteRow): void;
  onOpen(id: string): void;
}

export function NotesPanel({ notes, onAdd, onPlay, onOpen }: NotesPanelProps) {
  return (
    <Section
      title={words.notes}
      actions={
        <Button variant="subtle" leftSection={<IconPlus size={18} aria-hidden />} onClick={onAdd}>
          {words.addNote}
        </Button>
      }
    >
      {notes.length === 0 && <Text c="dimmed">{words.noNotes}</Text>}
      <ul className={classes.markList}>
        {notes.map((row) => {
          const mark = noteMark(row);
          const { title } = mark;
          return (
            <MarkRow
              key={row.id}
              mark={mark}
              row={row}
              text={
                <>
                  {` · ${words.categories[noteCategoryOf(row.category)]}`}
                  {row.is_private && ` · ${words.private}`}
                  {row.title !== null && row.content !== null && ` · ${row.content}`}
                </>
              }
            >
              <Group gap={0} wrap="nowrap">
                <ActionIcon aria-label={words.play(title)} onClick={() => onPlay(row)}>
                  <IconPlayerPlay size={18} aria-hidden />
                </ActionIcon>
                <ActionIcon aria-label={words.edit(title)} onClick={() => onOpen(row.id)}>
                  <IconPencil size={18} aria-hidden />
                </ActionIcon>
              </Group>
            </MarkRow>
          );
        })}
      </ul>
    </Section>
  );
}

interface MarkRowProps {
  mark: Pick<LaneMark, 'title' | 'color'>;
  row: { start_time_ms: number; end_time_ms: number | null };
  text: ReactNode;
  /** What can be done with it. */
  children: ReactNode;
}

function MarkRow({ mark: { title, color }, row, text, children }: MarkRowProps) {
  return (
    <li className={classes.markRow}>
      <span className={classes.swatch} data-color={color} aria-hidden />
      <span className={classes.markWords}>
        <span className={classes.markName}>{title}</span>
        <span className={classes.markText}>
          <Times startMs={row.start_time_ms} endMs={row.end_time_ms} />
          {text}
        </span>
      </span>
      {children}
    </li>
  );
}

const Times = ({ startMs, endMs }: { startMs: number; endMs: number | null }) => (
  <span className="tabular">
    {formatTime(startMs, 1)}
    {endMs !== null && ` – ${formatTime(endMs, 1)}`}
  </span>
);
