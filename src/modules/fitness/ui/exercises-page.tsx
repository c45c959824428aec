// The library: every exercise, searched and filtered, own ones among them. Only the rows on the screen are rendered.
import { Button, NativeSelect, Skeleton, Switch, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useRef, useState } from 'react';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { strings } from '../strings.ts';
import { ExerciseForm } from './exercise-form.tsx';
import { NO_FILTER, useExerciseChoices, useFilterValues, type ExerciseChoice, type ExerciseFilter } from './exercise-list.ts';
import { ExerciseWords, UseCount } from './exercise-option.tsx';
import classes from './exercises.module.css';

const words = strings.exercisesPage;
const ROW_HEIGHT = 61;

export function ExercisesPage() {
  const [filter, setFilter] = useState<ExerciseFilter>(NO_FILTER);
  const [isAdding, setAdding] = useState(false);
  const navigate = useNavigate();
  // A key is shown at once; the ranking follows as soon as there is time.
  const query = useDeferredValue(filter.query.trim());
  const choices = useExerciseChoices({ ...filter, query });
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {words.new}
    </Button>
  );
  return (
    <Page title={words.title} description={words.description} actions={add}>
      <Filters filter={filter} onChange={setFilter} />
      {choices === undefined ? (
        <Skeleton height={ROW_HEIGHT * 8} radius="sm" />
      ) : choices.length === 0 ? (
        <EmptyPlace icon={IconSearchOff} title={words.none}>
          {words.noneText}
        </EmptyPlace>
      ) : (
        <div>
          <Text size="sm" c="dimmed" role="status" className="tabular">
            {strings.search.count(choices.length)}
          </Text>
          <ChoiceList choices={choices} />
        </div>
      )}
      {isAdding && (
        <ExerciseForm
          initialName={filter.query.trim()}
          onClose={() => setAdding(false)}
          onSaved={(id) => void navigate({ to: '/train/exercises/$id', params: { id } })}
        />
      )}
    </Page>
  );
}

function Filters({ filter, onChange }: { filter: ExerciseFilter; onChange(filter: ExerciseFilter): void }) {
  const { muscles, equipment } = useFilterValues();
  const options = (values: string[]) => [{ value: '', label: words.any }, ...values.map((value) => ({ value, label: value }))];
  const orNull = (value: string) => (value === '' ? null : value);
  return (
    <search>
      <TextInput
        type="search"
        aria-label={words.search}
        placeholder={strings.search.placeholder}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={filter.query}
        onChange={(event) => onChange({ ...filter, query: event.currentTarget.value })}
        mb="sm"
      />
      <div className={classes.filters}>
        <NativeSelect
          label={words.muscle}
          data={options(muscles)}
          value={filter.muscle ?? ''}
          onChange={(event) => onChange({ ...filter, muscle: orNull(event.currentTarget.value) })}
        />
        <NativeSelect
          label={words.equipment}
          data={options(equipment)}
          value={filter.equipment ?? ''}
          onChange={(event) => onChange({ ...filter, equipment: orNull(event.currentTarget.value) })}
        />
      </div>
      <Switch
        mt="sm"
        label={words.ownOnly}
        checked={filter.isOwnOnly}
        onChange={(event) => onChange({ ...filter, isOwnOnly: event.currentTarget.checked })}
      />
    </search>
  );
}

function ChoiceList({ choices }: { choices: readonly ExerciseChoice[] }) {
  const list = useRef<HTMLUListElement>(null);
  const virtualizer = useWindowVirtualizer({
    count: choices.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (at) => choices[at]?.id ?? at,
  });
  return (
    <ul ref={list} className={classes.virtual} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ key, index, start }) => {
        const exercise = choices[index];
        if (!exercise) return null;
        return (
          <li
            key={key}
            aria-setsize={choices.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - virtualizer.options.scrollMargin}px)` }}
          >
            <Link to="/train/exercises/$id" params={{ id: exercise.id }} className={classes.option}>
              <ExerciseWords exercise={exercise} />
              <UseCount exercise={exercise} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
