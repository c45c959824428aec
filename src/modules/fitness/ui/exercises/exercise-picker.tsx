// Choosing an exercise in the middle of a workout: search at once, lately trained first, one tap adds it. What no exercise is
// called can be added as one's own on the spot.
import { Button, Modal, Skeleton, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { useRun } from '#src/modules/use-run.ts';
import { moveByArrows } from '#src/ui/arrows.ts';
import { WhenRead } from '#src/ui/when-read.tsx';
import { addNamedExercise } from '../../commands.ts';
import { strings } from '../../strings.ts';
import { lately, NO_FILTER, useExerciseChoices, type ExerciseChoice } from './exercise-list.ts';
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

export function ExercisePicker({ title, onChoose, onClose }: ExercisePickerProps) {
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
      <PickerBody onChoose={onChoose} />
    </Modal>
  );
}

function PickerBody({ onChoose }: { onChoose(exerciseId: string): void }) {
  const [typed, setTyped] = useState('');
  // A key is shown at once; the ranking follows as soon as there is time.
  const query = useDeferredValue(typed.trim());
  const found = useExerciseChoices({ ...NO_FILTER, query });
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
          if (event.key === 'Enter' && query !== '' && best) onChoose(best.id);
          moveByArrows(event);
        }}
      />
      <WhenRead read={found} loading={<Skeleton height={320} radius="sm" mt="md" />}>
        {({ choices }) => <Choices query={query} choices={choices} onChoose={onChoose} />}
      </WhenRead>
    </div>
  );
}

interface ChoicesProps {
  query: string;
  choices: readonly ExerciseChoice[];
  onChoose(exerciseId: string): void;
}

function Choices({ query, choices, onChoose }: ChoicesProps) {
  const recent = query === '' ? lately(choices, LATELY) : [];
  return (
    <>
      {recent.length > 0 && <Options heading={words.recent} choices={recent} onChoose={onChoose} />}
      {choices.length > 0 && (
        <Options heading={query === '' ? words.all : words.results} choices={choices.slice(0, SHOWN)} onChoose={onChoose} />
      )}
      {query !== '' && <OwnExerciseOffer query={query} isNothingFound={choices.length === 0} onChoose={onChoose} />}
    </>
  );
}

interface OptionsProps {
  heading: string;
  choices: readonly ExerciseChoice[];
  onChoose(exerciseId: string): void;
}

function Options({ heading, choices, onChoose }: OptionsProps) {
  return (
    <section aria-label={heading}>
      <h3 className={classes.heading}>{heading}</h3>
      <ul className={classes.list}>
        {choices.map((exercise) => (
          <li key={exercise.id}>
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
