// The two lists of an import preview: what each exercise becomes, and the rows that cannot be read.
import { Button, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import type { RowError } from '#schema/rules/fitness/strong-csv.ts';
import { Section } from '#src/ui/section.tsx';
import type { ReadAnswer } from '../import/reader.ts';
import { strings } from '../strings.ts';
import classes from './import.module.css';

const words = strings.importPage;
const SHOWN = 8;

type Match = Extract<ReadAnswer, { kind: 'read' }>['matches'][number];

interface MatchListProps {
  matches: readonly Match[];
  keepOwn: ReadonlySet<string>;
  onToggle(name: string, isOwn: boolean): void;
}

export function MatchList({ matches, keepOwn, onToggle }: MatchListProps) {
  const [isWhole, setWhole] = useState(false);
  const isMatched = ({ name, match }: Match) => match.kind === 'known' && !keepOwn.has(name);
  const matched = matches.filter(isMatched).length;
  return (
    <Section title={words.matchedTitle} description={`${words.matched(matched)}, ${words.own(matches.length - matched)}`}>
      <ul className={classes.list}>
        {matches.slice(0, isWhole ? undefined : SHOWN).map((one) => (
          <li key={one.name} className={classes.row}>
            <span className={classes.words}>
              <Text component="span" fw={520}>
                {one.name}
              </Text>
              <Text component="span" size="sm" c="dimmed">
                {strings.sets(one.sets)} ·{' '}
                {isMatched(one) && one.match.kind === 'known' ? words.becomes(one.match.exerciseName) : words.becomesOwn}
              </Text>
            </span>
            {one.match.kind === 'known' && (
              <Switch
                aria-label={words.keepOwn(one.name)}
                checked={isMatched(one)}
                onChange={(event) => onToggle(one.name, !event.currentTarget.checked)}
              />
            )}
          </li>
        ))}
      </ul>
      {!isWhole && matches.length > SHOWN && (
        <Button variant="subtle" fullWidth onClick={() => setWhole(true)}>
          {words.showAll}
        </Button>
      )}
    </Section>
  );
}

export function ErrorList({ errors }: { errors: readonly RowError[] }) {
  const [isWhole, setWhole] = useState(false);
  return (
    <Section title={words.errorsTitle(errors.length)} description={words.errorsText}>
      <ul className={classes.list}>
        {errors.slice(0, isWhole ? undefined : SHOWN).map(({ line, text }) => (
          <li key={`${line}-${text}`} className={classes.row}>
            <Text component="span" className="tabular" c="dimmed">
              {words.errorLine(line)}
            </Text>
            <span className={classes.words}>{text}</span>
          </li>
        ))}
      </ul>
      {!isWhole && errors.length > SHOWN && (
        <Button variant="subtle" fullWidth onClick={() => setWhole(true)}>
          {words.showAllErrors}
        </Button>
      )}
    </Section>
  );
}
