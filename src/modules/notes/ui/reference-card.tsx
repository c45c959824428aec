// What belongs to a reference alone: its address and page, whether the link works, and how far it is read.
import { Button, Group, Slider, Text } from '@mantine/core';
import { IconBookmark, IconCheck, IconExternalLink, IconLinkOff, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatMoment } from '#src/format/days.ts';
import { shortened } from '#src/format/words.ts';
import { useRun } from '#src/modules/use-run.ts';
import { usePerson, useReplica } from '#src/replica/public.ts';
import { Section } from '#src/ui/section.tsx';
import { markNotes } from '../commands.ts';
import { fetchLink } from '../fetch-link.ts';
import type { NoteDetails } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './notes.module.css';

const words = strings.page;
/** Addresses can be longer than a screen. */
const ADDRESS_CHARACTERS = 120;

export function ReferenceCard({ note }: { note: NoteDetails }) {
  const { url } = note;
  return (
    <Section title={note.site_name ?? note.site_title ?? words.site}>
      {url !== null && (
        <a href={url} target="_blank" rel="noreferrer noopener" className={classes.address} title={url}>
          {shortened(url, ADDRESS_CHARACTERS)}
        </a>
      )}
      {note.site_title !== null && note.site_title !== note.title && <Text mt="xs">{note.site_title}</Text>}
      {note.site_description !== null && (
        <Text c="dimmed" size="sm" mt={4}>
          {note.site_description}
        </Text>
      )}
      {note.link_status !== null && note.link_checked_at !== null && (
        <Text size="sm" mt="xs" {...(note.link_status === 'alive' ? { c: 'dimmed' } : { c: 'var(--cadence-warning)' })}>
          {words.status[note.link_status](formatMoment(note.link_checked_at))}
        </Text>
      )}
      {url !== null && <LinkTools note={note} url={url} />}
      <Progress note={note} />
    </Section>
  );
}

function LinkTools({ note, url }: { note: NoteDetails; url: string }) {
  const replica = useReplica();
  const isSignedIn = usePerson()?.kind === 'signed-in';
  const [asked, setAsked] = useState<'page' | 'check' | null>(null);
  const ask = async (what: 'page' | 'check'): Promise<void> => {
    setAsked(what);
    await fetchLink(replica, { id: note.id, url }, what);
    setAsked(null);
  };
  return (
    <>
      <Group gap="xs" mt="sm">
        <Button
          component="a"
          href={url}
          target="_blank"
          rel="noreferrer noopener"
          leftSection={<IconExternalLink size={18} aria-hidden />}
        >
          {words.openLink}
        </Button>
        <Button
          variant="default"
          disabled={!isSignedIn}
          loading={asked === 'page'}
          leftSection={<IconRefresh size={18} aria-hidden />}
          onClick={() => void ask('page')}
        >
          {words.fetch}
        </Button>
        <Button
          variant="default"
          disabled={!isSignedIn}
          loading={asked === 'check'}
          leftSection={<IconLinkOff size={18} aria-hidden />}
          onClick={() => void ask('check')}
        >
          {words.check}
        </Button>
      </Group>
      {!isSignedIn && (
        <Text size="sm" c="dimmed" mt={4}>
          {words.offline}
        </Text>
      )}
    </>
  );
}

function Progress({ note }: { note: NoteDetails }) {
  const replica = useReplica();
  const run = useRun();
  const [part, setPart] = useState(note.progress);
  // Another device moves the slider too.
  useEffect(() => setPart(note.progress), [note.progress]);
  const mark = (reading: NoteDetails['reading']) => void markNotes(replica, [note], { reading }, strings.reading[reading]);
  return (
    <div>
      <Text size="sm" fw={520} mt="md">
        {strings.reading[note.reading]}
      </Text>
      {note.reading !== 'none' && (
        <Slider
          mt="xs"
          mb="md"
          thumbLabel={words.progress}
          label={words.progressOf}
          value={part}
          step={5}
          onChange={setPart}
          onChangeEnd={(progress) => void run('notes.mark', { items: [{ kind: note.kind, id: note.id }], progress })}
        />
      )}
      <Group gap="xs" mt="xs">
        {note.reading !== 'later' && note.reading !== 'reading' && (
          <Button variant="default" leftSection={<IconBookmark size={18} aria-hidden />} onClick={() => mark('later')}>
            {words.readLater}
          </Button>
        )}
        {note.reading !== 'read' && (
          <Button variant="default" leftSection={<IconCheck size={18} aria-hidden />} onClick={() => mark('read')}>
            {words.markRead}
          </Button>
        )}
        {note.reading !== 'none' && (
          <Button variant="subtle" onClick={() => mark('none')}>
            {words.dropFromList}
          </Button>
        )}
      </Group>
    </div>
  );
}
