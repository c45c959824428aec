// Choosing exercises: search at once, filters, lately trained first. One tap adds one; where several are wanted, their boxes gather
// them and one button adds them in the order of the taps. What no exercise is called can be added as one's own on the spot.
import { Button, Group, Modal, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { useRun } from '#src/modules/use-run.ts';
import { moveByArrows } from '#src/ui/arrows.ts';
import { WhenRead } from '#src/ui/when-read.tsx';
import { addNamedExercise } from '../../commands.ts';
import { toOptions } from '#src/format/words.ts';
import { planStrings } from '../../plan-strings.ts';
import { strings } from '../../strings.ts';
import { lately, NO_FILTER, useExerciseChoices, useFilterValues, type ExerciseChoice } from './exercise-list.ts';
import { ExerciseWords, UseCount } from './exercise-option.tsx';
import classes from './exercises.module.css';

const words = strings.search;
const SHOWN = 60;
const LATELY = 12;

interface ExercisePickerProps {
  title: string;
  onChoose(exerciseId: string): void;
  onClose(): void;
}

/** Chooses one. */
export const ExercisePicker = ({ title, onChoose, onClose }: ExercisePickerProps) => (
  <PickerDialog title={title} onClose={onClose}>
    <PickerBody onChoose={onChoose} />
  </PickerDialog>
);

interface ManyExercisesPickerProps {
  title: string;
  onChoose(exerciseIds: string[]): void;
  onClose(): void;
}

/** Chooses several. */
export function ManyExercisesPicker({ title, onChoose, onClose }: ManyExercisesPickerProps) {
  const [chosen, setChosen] = useState<readonly string[]>(NONE);
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <PickerDialog title={title} onClose={onClose}>
      <PickerBody gathered={{ ids: chosen, toggle }} onChoose={(id) => (chosen.length === 0 ? onChoose([id]) : toggle(id))} />
      {chosen.length > 0 && (
        <div className={classes.pickerFoot}>
          <Button fullWidth size="md" onClick={() => onChoose([...chosen])}>
            {planStrings.picker.many(chosen.length)}
          </Button>
        </div>
      )}
    </PickerDialog>
  );
}

const NONE: readonly string[] = [];

function PickerDialog({ title, onClose, children }: { title: string; onClose(): void; children: ReactNode }) {
  const isPhone = useMediaQuery('(max-width: 48em)', true);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      fullScreen={isPhone}
      size="lg"
      closeButtonProps={{ 'aria-label': strings.close }}
    >
      {children}
    </Modal>
  );
}

interface Gathered {
  ids: readonly string[];
  toggle(exerciseId: string): void;
}

interface PickerBodyProps {
  /** Where several may be chosen. */
  gathered?: Gathered;
  onChoose(exerciseId: string): void;
}

function PickerBody({ gathered, onChoose }: PickerBodyProps) {
  const [typed, setTyped] = useState('');
  const [muscle, setMuscle] = useState('');
  const [equipment, setEquipment] = useState('');
  const values = useFilterValues();
  // A key is shown at once; the ranking follows as soon as there is time.
  const query = useDeferredValue(typed.trim());
  const found = useExerciseChoices({ ...NO_FILTER, query, muscle: muscle || null, equipment: equipment || null });
  return (
    <div data-arrow-list>
      <TextInput
        data-autofocus
        data-arrow-stop
        type="search"
        aria-label={strings.exercisesPage.search}
        placeholder={words.placeholder}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [best] = found.kind === 'ready' ? found.choices : [];
          if (event.key === 'Enter' && query !== '' && best) {
            onChoose(best.id);
            setTyped('');
          }
          moveByArrows(event);
        }}
      />
      <Group grow gap="xs" mt="xs">
        <NativeSelect
          aria-label={strings.exercisesPage.muscle}
          value={muscle}
          data={[{ value: '', label: strings.exercisesPage.anyMuscle }, ...toOptions(values.muscles)]}
          onChange={(event) => setMuscle(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={strings.exercisesPage.equipment}
          value={equipment}
          data={[{ value: '', label: strings.exercisesPage.anyEquipment }, ...toOptions(values.equipment)]}
          onChange={(event) => setEquipment(event.currentTarget.value)}
        />
      </Group>
      <WhenRead read={found} loading={<Skeleton height={320} radius="sm" mt="md" />}>
        {({ choices }) => (
          <Choices
            query={query}
            isFiltered={muscle !== '' || equipment !== ''}
            choices={choices}
            gathered={gathered}
            onChoose={onChoose}
          />
        )}
      </WhenRead>
    </div>
  );
}

interface ChoicesProps {
  query: string;
  isFiltered: boolean;
  choices: readonly ExerciseChoice[];
  gathered: Gathered | undefined;
  onChoose(exerciseId: string): void;
}

function Choices({ query, isFiltered, choices, gathered, onChoose }: ChoicesProps) {
  const recent = query === '' && !isFiltered ? lately(choices, LATELY) : [];
  const options = { gathered, onChoose };
  return (
    <>
      {recent.length > 0 && <Options heading={words.recent} choices={recent} {...options} />}
      {choices.length > 0 && (
        <Options
          heading={query === '' && !isFiltered ? words.all : words.results}
          choices={choices.slice(0, SHOWN)}
          {...options}
        />
      )}
      {query !== '' && <OwnExerciseOffer query={query} isNothingFound={choices.length === 0} onChoose={onChoose} />}
    </>
  );
}

interface OptionsProps {
  heading: string;
  choices: readonly ExerciseChoice[];
  gathered: Gathered | undefined;
  onChoose(exerciseId: string): void;
}

function Options({ heading, choices, gathered, onChoose }: OptionsProps) {
  return (
    <section aria-label={heading}>
      <h3 className={classes.heading}>{heading}</h3>
      <ul className={classes.list}>
        {choices.map((exercise) => (
          <li key={exercise.id} className={classes.choice}>
            <button
              type="button"
              className={classes.option}
              data-arrow-stop
              onKeyDown={moveByArrows}
              onClick={() => onChoose(exercise.id)}
            >
              <ExerciseWords exercise={exercise} />
              <UseCount exercise={exercise} />
            </button>
            {gathered && (
              <label className={classes.gather}>
                <input
                  type="checkbox"
                  aria-label={planStrings.picker.gather(exercise.name)}
                  checked={gathered.ids.includes(exercise.id)}
                  onChange={() => gathered.toggle(exercise.id)}
                />
              </label>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OwnExerciseOfferProps {
  query: string;
  isNothingFound: boolean;
  onChoose(exerciseId: string): void;
}

function OwnExerciseOffer({ query, isNothingFound, onChoose }: OwnExerciseOfferProps) {
  const run = useRun();
  const add = async () => {
    const id = await addNamedExercise(run, query);
    if (id) onChoose(id);
  };
  return (
    <div role="status">
      {isNothingFound && <p>{words.nothing(query)}</p>}
      <Button fullWidth variant="light" mt="md" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => void add()}>
        {words.create(query)}
      </Button>
    </div>
  );
}
