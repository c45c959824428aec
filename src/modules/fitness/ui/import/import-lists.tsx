// The list of an import preview that says what each exercise of the file becomes.
import { Button, Menu, NativeSelect, Text } from '@mantine/core';
import type { MatchedExercise } from '#schema/fitness/files/training-import.ts';
import { PreviewRow, ShortList } from '#src/importing/public.ts';
import { Section } from '#src/ui/section.tsx';
import { toOptions } from '#src/format/words.ts';
import { strings } from '../../strings.ts';
import type { Becoming } from './import-choices.ts';
import { useFilterValues } from '../exercises/exercise-list.ts';
import classes from './import.module.css';

const words = strings.importPage;

interface MatchListProps {
  matches: readonly MatchedExercise[];
  becomes(match: MatchedExercise): Becoming;
  onOwn(name: string): void;
  onSuggested(name: string): void;
  onChooseAnother(name: string): void;
  onMuscle(name: string, muscle: string): void;
}

export function MatchList({ matches, becomes, ...actions }: MatchListProps) {
  const { muscles } = useFilterValues();
  const rows = matches.map((match) => ({ match, becoming: becomes(match) }));
  const own = rows.filter(({ becoming }) => becoming.kind === 'own').length;
  const withoutMuscle = rows.filter(({ becoming }) => becoming.kind === 'own' && becoming.muscle === '').length;
  const description = [
    words.matched(rows.length - own),
    words.own(own),
    ...(withoutMuscle > 0 ? [words.noMuscle(withoutMuscle)] : []),
  ];
  return (
    <Section title={words.matchedTitle} description={description.join(', ')}>
      <ShortList
        showAll={words.showAll}
        rows={rows.map(({ match, becoming }) => (
          <PreviewRow
            key={match.name}
            isWrapped={becoming.kind === 'own'}
            words={
              <>
                <Text component="span" fw={520}>
                  {match.name}
                </Text>
                <Text component="span" size="sm" c="dimmed">
                  {strings.sets(match.sets)} · {becoming.kind === 'known' ? words.becomes(becoming.name) : words.becomesOwn}
                </Text>
              </>
            }
            after={
              <>
                {becoming.kind === 'own' && (
                  <NativeSelect
                    className={classes.muscle}
                    aria-label={words.muscleOf(match.name)}
                    data={[{ value: '', label: words.muscleNone }, ...toOptions(muscles)]}
                    value={becoming.muscle}
                    onChange={(event) => actions.onMuscle(match.name, event.currentTarget.value)}
                  />
                )}
                <ChangeMenu match={match} becoming={becoming} {...actions} />
              </>
            }
          />
        ))}
      />
    </Section>
  );
}

type ChangeMenuProps = Pick<MatchListProps, 'onOwn' | 'onSuggested' | 'onChooseAnother'> & {
  match: MatchedExercise;
  becoming: Becoming;
};

function ChangeMenu({ match: { name, match }, becoming, onOwn, onSuggested, onChooseAnother }: ChangeMenuProps) {
  const suggested = match.kind === 'known' && !(becoming.kind === 'known' && becoming.isSuggested) ? match.exerciseName : null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="compact-md" aria-label={words.changeOf(name)}>
          {words.change}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChooseAnother(name)}>{words.chooseAnother}</Menu.Item>
        {suggested !== null && <Menu.Item onClick={() => onSuggested(name)}>{words.takeSuggested(suggested)}</Menu.Item>}
        {becoming.kind === 'known' && <Menu.Item onClick={() => onOwn(name)}>{words.makeOwn}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
