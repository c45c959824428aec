// The library: every exercise, searched and filtered, own ones among them; a table where there is room.
import { Button, Skeleton, Switch } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { formatMoment } from '#src/format/days.ts';
import { formatNumber } from '#src/format/numbers.ts';
import {
  FilterSelect,
  GroupedList,
  ListStates,
  ListToolbar,
  parseSort,
  RecordTable,
  SearchField,
  sortRows,
  SortSelect,
  useAddressFields,
  WIDE,
  type TableColumn,
} from '#src/ui/list-page/public.ts';
import { Page } from '#src/ui/page.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { factLine, toOptions } from '#src/format/words.ts';
import { strings } from '../../strings.ts';
import { ExerciseForm } from './exercise-form.tsx';
import { useExerciseChoices, useFilterValues, type ExerciseChoice } from './exercise-list.ts';
import { ExerciseWords, UseCount } from './exercise-option.tsx';
import classes from './exercises.module.css';

const words = strings.exercisesPage;
const ROW_HEIGHT = 61;
/** Without an order of their own exercises stand as the search ranks them. */
const FIELDS = { q: '', muscle: '', equipment: '', own: '', sort: 'match' };
const NOT_NARROWED = { q: '', muscle: '', equipment: '', own: '' };

const COLUMNS: readonly TableColumn<ExerciseChoice>[] = [
  {
    key: 'name',
    label: words.columns.name,
    sortBy: ({ name }) => name,
    cell: ({ id, name }) => (
      <Link to="/train/exercises/$id" params={{ id }} className={classes.tableLink}>
        {name}
      </Link>
    ),
  },
  {
    key: 'muscle',
    label: words.columns.muscle,
    sortBy: ({ muscle_groups }) => muscle_groups[0] ?? null,
    cell: ({ muscle_groups }) => <span className={classes.fact}>{factLine(muscle_groups.join(', '))}</span>,
  },
  {
    key: 'equipment',
    label: words.columns.equipment,
    sortBy: ({ equipment }) => equipment,
    cell: ({ equipment, is_custom }) => <span className={classes.fact}>{factLine(equipment, is_custom ? words.own : null)}</span>,
  },
  {
    key: 'sets',
    label: words.columns.sets,
    isNumber: true,
    isLargestFirst: true,
    sortBy: ({ use }) => use?.sets ?? null,
    cell: ({ use }) => use && formatNumber(use.sets),
  },
  {
    key: 'last',
    label: words.columns.last,
    isNumber: true,
    isLargestFirst: true,
    sortBy: ({ use }) => use?.used_at?.getTime() ?? null,
    cell: ({ use }) => use?.used_at && formatMoment(use.used_at),
  },
];
const ORDERS = [{ key: 'match', label: words.bestMatch, sortBy: () => null }, ...COLUMNS];

export function ExercisesPage() {
  const [{ q, muscle, equipment, own, sort }, change] = useAddressFields(FIELDS);
  const [isAdding, setAdding] = useState(false);
  const isWide = useMediaQuery(WIDE, false);
  const navigate = useNavigate();
  const found = useExerciseChoices({
    query: q.trim(),
    muscle: muscle || null,
    equipment: equipment || null,
    isOwnOnly: own !== '',
  });
  const values = useFilterValues();
  const onSort = (next: string) => change({ sort: next });
  const any = (label: string) => ({ value: '', label });
  return (
    <Page
      title={words.title}
      description={words.description}
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
          {words.new}
        </Button>
      }
    >
      <ListToolbar>
        <SearchField
          label={words.search}
          placeholder={strings.search.placeholder}
          value={q}
          onChange={(text) => change({ q: text })}
        />
        <FilterSelect
          label={words.muscle}
          any={any(words.anyMuscle)}
          options={toOptions(values.muscles)}
          value={muscle}
          onChange={(chosen) => change({ muscle: chosen })}
        />
        <FilterSelect
          label={words.equipment}
          any={any(words.anyEquipment)}
          options={toOptions(values.equipment)}
          value={equipment}
          onChange={(chosen) => change({ equipment: chosen })}
        />
        {!isWide && <SortSelect columns={ORDERS} sort={sort} onSort={onSort} />}
        <Switch
          className={classes.own ?? ''}
          label={words.ownOnly}
          checked={own !== ''}
          onChange={(event) => change({ own: event.currentTarget.checked ? '1' : '' })}
        />
      </ListToolbar>
      <WhenRead read={found} loading={<Skeleton height={ROW_HEIGHT * 8} radius="lg" />}>
        {({ choices }) => (
          <ListStates
            count={choices.length}
            isNarrowed
            onClear={() => change(NOT_NARROWED)}
            none={words.none}
            noneText={words.noneText}
            words={strings.search.count(choices.length)}
          >
            <Choices choices={sortRows(choices, COLUMNS, parseSort(sort))} isWide={isWide} sort={sort} onSort={onSort} />
          </ListStates>
        )}
      </WhenRead>
      {isAdding && (
        <ExerciseForm
          initialName={q.trim()}
          onClose={() => setAdding(false)}
          onSaved={(id) => void navigate({ to: '/train/exercises/$id', params: { id } })}
        />
      )}
    </Page>
  );
}

interface ChoicesProps {
  choices: readonly ExerciseChoice[];
  isWide: boolean;
  sort: string;
  onSort(sort: string): void;
}

function Choices({ choices, isWide, sort, onSort }: ChoicesProps) {
  const list = { label: words.list, rows: choices, keyOf: ({ id }: ExerciseChoice) => id };
  if (isWide) return <RecordTable {...list} columns={COLUMNS} sort={sort} onSort={onSort} />;
  return (
    <GroupedList {...list} estimatePx={ROW_HEIGHT}>
      {(exercise) => (
        <Link to="/train/exercises/$id" params={{ id: exercise.id }} className={classes.option}>
          <ExerciseWords exercise={exercise} />
          <UseCount exercise={exercise} />
        </Link>
      )}
    </GroupedList>
  );
}
