// Every piece of the design system with something in it, for who changes one: the tests look at it in both themes.
import { Button, Stack, Text } from '@mantine/core';
import { IconNotes } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { addDays } from '#schema/day.ts';
import { formatDayShort, formatMonth } from '#src/format/days.ts';
import { formatMinutes } from '#src/format/durations.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { Chart } from '#src/ui/chart.tsx';
import { Choice } from '#src/ui/choice.tsx';
import { CommittedNumber } from '#src/ui/committed-number.tsx';
import { Confirm } from '#src/ui/confirm.tsx';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { HeatMap } from '#src/ui/heat-map.tsx';
import {
  FilterSelect,
  GroupedList,
  ListStates,
  ListToolbar,
  parseSort,
  RecordTable,
  SearchField,
  SelectionBar,
  SelectionScope,
  SelectionSwitch,
  sortRows,
  SortSelect,
  useAddressFields,
  useSelection,
  type TableColumn,
} from '#src/ui/list-page/public.ts';
import { List, ListRow, RowBody } from '#src/ui/list.tsx';
import { Markdown } from '#src/ui/markdown.tsx';
import { Page } from '#src/ui/page.tsx';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { Ring } from '#src/ui/ring.tsx';
import { Section } from '#src/ui/section.tsx';
import { SortableList } from '#src/ui/sortable-list.tsx';
import { Stepper } from '#src/ui/stepper.tsx';
import { TagsField } from '#src/ui/tags-field.tsx';
import { DayField, DurationField, TimeField } from '#src/ui/time-fields.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { moved } from '#src/moved.ts';

const MINUTES = [25, 50, 0, 75, 100, 25, 0, 50, 125, 75, 50, 0, 25, 150];
const TEXT = `A note with **bold**, a [link](https://example.org) and tasks:

- [x] tune the strings
- [ ] warm up

| key | mode |
| --- | --- |
| D | dorian |
`;

export function GalleryPage() {
  return (
    <Page title="Pieces" description="What every page is made of.">
      <Fields />
      <Pictures />
      <Lists />
      <ListPage />
      <Words />
      <Moments />
    </Page>
  );
}

function Fields() {
  const { firstWeekday } = useSettings();
  const today = useToday();
  const [day, setDay] = useState<string | null>(today);
  const [time, setTime] = useState('07:30');
  const [minutes, setMinutes] = useState<number | null>(90);
  const [tags, setTags] = useState(['cello']);
  const [count, setCount] = useState(3);
  const [unit, setUnit] = useState('kg');
  return (
    <Section title="Fields">
      <Stack gap="md">
        <DayField label="Day" value={day} onChange={setDay} firstWeekday={firstWeekday} isClearable />
        <TimeField label="Time" value={time} onChange={setTime} />
        <DurationField label="Duration" value={minutes} onChange={setMinutes} />
        <TagsField label="Tags" value={tags} onChange={setTags} known={['cello', 'scales']} maxTags={5} clean={(all) => all} />
        <Stepper label="Glasses of water" value={count} onChange={setCount} min={0} max={12} />
        <CommittedNumber label="Committed number" value={count} min={0} max={12} onCommit={setCount} />
        <Choice label="Choice" value={unit} options={{ kg: 'Kilograms', lb: 'Pounds' }} onChange={setUnit} />
      </Stack>
    </Section>
  );
}

function Pictures() {
  const { firstWeekday } = useSettings();
  const today = useToday();
  const days = MINUTES.map((value, at) => ({ day: addDays(today, at - MINUTES.length + 1), value }));
  const points = days.map(({ day, value }) => ({ key: day, day, label: formatDayShort(day), value }));
  return (
    <>
      {(['bars', 'line'] as const).map((kind) => (
        <Section key={kind} title={kind === 'bars' ? 'Bars' : 'Line'}>
          <Chart
            kind={kind}
            points={points}
            summary={`Minutes a day, as ${kind}`}
            columns={['Day', 'Minutes']}
            format={formatMinutes}
            scale="minutes"
          />
        </Section>
      ))}
      <Section title="Heat-map">
        <HeatMap
          from={addDays(today, -364)}
          to={today}
          firstWeekday={firstWeekday}
          values={new Map(Array.from({ length: 365 }, (_, at) => [addDays(today, -at), MINUTES[(at * 5) % MINUTES.length] ?? 0]))}
          levelOf={(value) => Math.min(4, Math.ceil(value / 40)) as 0 | 1 | 2 | 3 | 4}
          format={formatMinutes}
          summary="Minutes a day over a year"
          columns={['Day', 'Minutes']}
          onPick={(day) => showToast({ message: formatDayShort(day) })}
        />
      </Section>
      <Section title="Ring">
        <div style={{ width: 120 }}>
          <Ring share={0.7}>
            <Text fw={600}>70 %</Text>
          </Ring>
        </div>
      </Section>
    </>
  );
}

function Lists() {
  const [order, setOrder] = useState(['Scales', 'Etude', 'Sonata']);
  const move = (name: string, to: number) => setOrder(moved(order, name, to));
  return (
    <>
      <Section title="List">
        <List label="List">
          <ListRow actions={<Button variant="subtle">Open</Button>}>
            <Text fw={520}>A row with an action</Text>
          </ListRow>
          <ListRow>
            <PlainLink to="/debug">A row that is a link</PlainLink>
          </ListRow>
        </List>
      </Section>
      <Section title="Sortable list">
        <SortableList label="Sortable list" items={order} idOf={(name) => name} nameOf={(name) => name} onMove={move}>
          {(name): ReactNode => <Text>{name}</Text>}
        </SortableList>
      </Section>
    </>
  );
}

const MONTHS = ['2026-01', '2026-02', '2026-03'];
interface Piece {
  id: string;
  name: string;
  month: string;
  bars: number;
}
const PIECES: readonly Piece[] = Array.from({ length: 240 }, (_, at) => ({
  id: String(at),
  name: `Study ${at + 1}`,
  month: MONTHS[Math.floor(at / 80)] ?? '',
  bars: 16 + ((at * 7) % 48),
}));
const PIECE_COLUMNS: readonly TableColumn<Piece>[] = [
  { key: 'name', label: 'Name', sortBy: ({ name }) => name, cell: ({ name }) => name },
  { key: 'bars', label: 'Bars', isNumber: true, sortBy: ({ bars }) => bars, cell: ({ bars }) => bars },
];
const PIECE_FIELDS = { q: '', month: '', sort: 'name' };
const ofPiece = { keyOf: ({ id }: Piece) => id, nameOf: ({ name }: Piece) => name };

function ListPage() {
  const [{ q, month, sort }, change] = useAddressFields(PIECE_FIELDS);
  const found = PIECES.filter((piece) => piece.name.toLowerCase().includes(q.toLowerCase()) && piece.month.includes(month));
  const shown = sortRows(found, PIECE_COLUMNS, parseSort(sort));
  const selection = useSelection(shown.map(({ id }) => id));
  return (
    <Section title="List page">
      <ListToolbar>
        <SearchField label="Search studies" value={q} onChange={(text) => change({ q: text })} />
        <SortSelect columns={PIECE_COLUMNS} sort={sort} onSort={(next) => change({ sort: next })} />
        <FilterSelect
          label="Month"
          any={{ value: '', label: 'Any month' }}
          options={MONTHS}
          value={month}
          onChange={(chosen) => change({ month: chosen })}
        />
      </ListToolbar>
      <SelectionScope selection={selection}>
        <ListStates
          count={shown.length}
          isNarrowed={q !== '' || month !== ''}
          onClear={() => change({ q: '', month: '' })}
          none="Nothing matches"
          noneText="Try fewer words."
          words={`${shown.length} studies`}
          tools={<SelectionSwitch selection={selection} />}
        >
          <RecordTable
            {...ofPiece}
            label="Table of studies"
            columns={PIECE_COLUMNS}
            rows={shown.slice(0, 5)}
            sort={sort}
            onSort={(next) => change({ sort: next })}
          />
          <GroupedList
            {...ofPiece}
            label="Studies"
            rows={shown}
            headingOf={({ month: of }) => formatMonth(of)}
            estimatePx={53}
            selection={selection}
          >
            {({ name, bars }) => <RowBody actions={<Text className="tabular">{bars} bars</Text>}>{name}</RowBody>}
          </GroupedList>
        </ListStates>
        <SelectionBar selection={selection}>
          <Button variant="default" onClick={() => showToast({ message: `${selection.chosen.size} chosen` })}>
            Say how many
          </Button>
        </SelectionBar>
      </SelectionScope>
    </Section>
  );
}

function Words() {
  const [text, setText] = useState(TEXT);
  return (
    <Section title="Markdown">
      <Markdown text={text} onChange={setText} />
    </Section>
  );
}

function Moments() {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Section title="Moments">
      <Stack gap="md" align="flex-start">
        <Button variant="default" onClick={() => setIsAsking(true)}>
          Ask first
        </Button>
        <Button
          variant="default"
          onClick={() => showToast({ message: 'Deleted', action: { label: 'Undo', run: () => undefined } })}
        >
          Say it, with a way back
        </Button>
        <Problem error={{ code: 'storage_full' }} />
        <EmptyPlace icon={IconNotes} title="Nothing here yet" order={3}>
          Says what the place is for, and the first step.
        </EmptyPlace>
      </Stack>
      {isAsking && (
        <Confirm
          title="Delete this?"
          text="It cannot be brought back."
          confirm="Delete"
          keep="Keep it"
          isDangerous
          onConfirm={() => setIsAsking(false)}
          onClose={() => setIsAsking(false)}
        />
      )}
    </Section>
  );
}
