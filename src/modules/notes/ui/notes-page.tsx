// The lists of notes: ideas with the infobase, and references. Searched, narrowed, ordered, grouped, and changed several together.
import { Button, Skeleton } from '@mantine/core';
import { IconFileImport, IconTags } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { READING, type NoteKind, type Reading } from '#schema/notes/rules/note.ts';
import { Rooms } from '#src/modules/rooms.tsx';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { FilterSelect, ListToolbar, parseSort, SearchField, SortSelect, useAddressFields } from '#src/ui/list-page/public.ts';
import { Page } from '#src/ui/page.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { gathered, isGrouping, LINK_GROUPINGS, NOTE_GROUPINGS } from '../model.ts';
import { notesInOrder, noteTags, searchedNotes, type NoteFilter, type NoteOrder, type Shelf } from '../queries.ts';
import { strings } from '../strings.ts';
import { AddNoteButton } from './add-note-button.tsx';
import { NoteList } from './note-list.tsx';
import classes from './notes.module.css';
import { TagsDialog } from './tags-dialog.tsx';

const words = strings.list;
const FIELDS = { q: '', kind: '', tag: '', shelf: 'current', reading: '', sort: '-updated', group: 'none' };
const STEP = 300;

/** The database orders the rows: these only name the orders. */
const order = (key: NoteOrder, isLargestFirst = true) => ({ key, label: words.orders[key], sortBy: () => null, isLargestFirst });
const NOTE_ORDERS = [order('updated'), order('created'), order('title', false)];
const LINK_ORDERS = [...NOTE_ORDERS, order('progress')];

const SHELVES = choicesOf(words.shelves);
const isShelf = (text: string): text is Shelf => text in words.shelves;
const isReading = (text: string): text is Reading => (READING as readonly string[]).includes(text);

export const NotesPage = () => <Listed of="notes" />;
export const ReferencesPage = () => <Listed of="links" />;

function Listed({ of }: { of: 'notes' | 'links' }) {
  const isLinks = of === 'links';
  const [fields, change] = useAddressFields(FIELDS);
  const [limit, setLimit] = useState(STEP);
  const [isTagging, setTagging] = useState(false);
  const { q, kind, tag, shelf, reading, sort, group } = fields;
  const search = q.trim();
  const kinds: NoteKind[] = isLinks ? ['reference'] : kind === 'idea' || kind === 'entry' ? [kind] : ['idea', 'entry'];
  const filter: NoteFilter = {
    kinds,
    shelf: isShelf(shelf) ? shelf : 'current',
    tag,
    reading: isReading(reading) ? reading : '',
  };
  const orders = isLinks ? LINK_ORDERS : NOTE_ORDERS;
  const { key, isDescending } = parseSort(sort);
  const by = orders.find((one) => one.key === key)?.key ?? 'updated';
  const read = useRows(search === '' ? notesInOrder(filter, by, isDescending, limit) : searchedNotes(search, filter, limit), {
    keepWithin: `notes.${of}`,
  });
  const grouping = isGrouping(group) ? group : 'none';
  const dated = by === 'created' ? 'created' : 'updated';
  const clear = () => change({ q: '', kind: '', tag: '', shelf: 'current', reading: '' });
  return (
    <Page
      title={isLinks ? strings.links : strings.title}
      description={isLinks ? words.linksText : words.notesText}
      actions={<AddNoteButton isLink={isLinks} />}
    >
      <Rooms of="/library" />
      <div className={classes.links}>
        <Button variant="default" leftSection={<IconTags size={18} aria-hidden />} onClick={() => setTagging(true)}>
          {words.tags}
        </Button>
        <Button
          component={Link}
          to="/library/notes/import"
          variant="default"
          leftSection={<IconFileImport size={18} aria-hidden />}
        >
          {words.import}
        </Button>
      </div>
      <Toolbar isLinks={isLinks} fields={fields} change={change} />
      <WhenRead read={read} loading={<Skeleton height={480} radius="lg" />}>
        {({ rows }) => (
          <NoteList
            of={of}
            notes={search === '' ? gathered(rows, grouping, dated) : rows}
            search={search}
            grouping={search === '' ? grouping : 'none'}
            dated={dated}
            shelf={filter.shelf}
            isNarrowed={search !== '' || kind !== '' || tag !== '' || reading !== '' || filter.shelf !== 'current'}
            limit={limit}
            onMore={() => setLimit(limit + STEP)}
            onClear={clear}
          />
        )}
      </WhenRead>
      {isTagging && <TagsDialog onClose={() => setTagging(false)} />}
    </Page>
  );
}

interface ToolbarProps {
  isLinks: boolean;
  fields: Readonly<Record<keyof typeof FIELDS, string>>;
  change(fields: Partial<Record<keyof typeof FIELDS, string>>): void;
}

function Toolbar({ isLinks, fields, change }: ToolbarProps) {
  const tags = rowsIfReady(useRows(noteTags())) ?? [];
  return (
    <ListToolbar>
      <SearchField label={isLinks ? words.searchLinks : words.search} value={fields.q} onChange={(text) => change({ q: text })} />
      {!isLinks && (
        <FilterSelect
          label={words.kind}
          any={{ value: '', label: words.anyKind }}
          options={[
            { value: 'idea', label: strings.groups.idea },
            { value: 'entry', label: strings.groups.entry },
          ]}
          value={fields.kind}
          onChange={(chosen) => change({ kind: chosen })}
        />
      )}
      {isLinks && (
        <FilterSelect
          label={words.reading}
          any={{ value: '', label: words.anyReading }}
          options={choicesOf(strings.reading)}
          value={fields.reading}
          onChange={(chosen) => change({ reading: chosen })}
        />
      )}
      {tags.length > 0 && (
        <FilterSelect
          label={words.tag}
          any={{ value: '', label: words.anyTag }}
          options={tags.map((one) => one.tag)}
          value={fields.tag}
          onChange={(chosen) => change({ tag: chosen })}
        />
      )}
      <FilterSelect
        label={words.shelf}
        any={SHELVES[0] ?? { value: 'current', label: words.shelves.current }}
        options={SHELVES.slice(1)}
        value={isShelf(fields.shelf) ? fields.shelf : 'current'}
        onChange={(chosen) => change({ shelf: chosen })}
      />
      <FilterSelect
        label={words.group}
        any={{ value: 'none', label: words.groupings.none }}
        options={(isLinks ? LINK_GROUPINGS : NOTE_GROUPINGS)
          .filter((value) => value !== 'none')
          .map((value) => ({ value, label: words.groupings[value] }))}
        value={isGrouping(fields.group) ? fields.group : 'none'}
        onChange={(chosen) => change({ group: chosen })}
      />
      <SortSelect columns={isLinks ? LINK_ORDERS : NOTE_ORDERS} sort={fields.sort} onSort={(next) => change({ sort: next })} />
    </ListToolbar>
  );
}
