// How a drill is answered: by choosing, by a number, by a filter set by hand, or by tapping.
import { Button, Group, NumberInput, Slider, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useState, type FormEvent } from 'react';
import { INTERVALS } from '#schema/learn/rules/drill-choices.ts';
import { offeredCount, type DrillAnswer, type DrillConfig } from '#schema/learn/rules/drills.ts';
import { formatNumber } from '#src/format/numbers.ts';
import type { DrillQuestion } from '../../drills/question.ts';
import { strings } from '../../strings.ts';
import classes from './drill.module.css';
import { formatAnswer, formatGain } from './drill-words.ts';
import { playHeard } from './heard-row.tsx';
import { TapField } from './tap-field.tsx';
import type { Answered } from './use-drill-session.ts';
import { useMidiNotes } from './use-midi.ts';

const words = strings.drill;

export interface AnswerFieldProps {
  config: DrillConfig;
  question: DrillQuestion;
  answered: Answered | null;
  onAnswer(given: readonly number[]): void;
}

export function AnswerField(props: AnswerFieldProps) {
  const { answer } = props.config;
  switch (answer.kind) {
    case 'choice':
      return <ChoiceField {...props} answer={answer} />;
    case 'number':
      return <NumberField {...props} answer={answer} />;
    case 'eq':
      return <EqField {...props} answer={answer} />;
    case 'taps':
      return <TapField {...props} />;
  }
}

type Of<Kind extends DrillAnswer['kind']> = AnswerFieldProps & { answer: Extract<DrillAnswer, { kind: Kind }> };

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '='];
/** An interval is answered by playing its second note. */
const INTERVAL_OCTAVE = 12;

function ChoiceField({ config, question, answered, onAnswer, answer }: Of<'choice'>) {
  const offered = answer.choices.slice(0, offeredCount(config, question.at));
  useHotkeys(
    offered.map((_, place): [string, () => void] => [KEYS[place] ?? `shift+${place}`, () => onAnswer([place])]),
    [],
  );
  const { rootMidi } = question;
  const isConnected = useMidiNotes(rootMidi !== undefined, (midi) => {
    if (rootMidi === undefined || answered) return;
    const distance = Math.abs(midi - rootMidi);
    const semitones = distance > INTERVAL_OCTAVE ? distance % INTERVAL_OCTAVE : distance;
    const place = INTERVALS.findIndex((interval) => interval.semitones === semitones);
    if (place !== -1 && place < offered.length) onAnswer([place]);
  });
  return (
    <>
      <div className={classes.choices} data-few={offered.length <= 2 || undefined}>
        {offered.map((label, place) => (
          <Button
            key={label}
            variant="default"
            h="auto"
            mih={52}
            py={8}
            classNames={{ root: classes.choice ?? '', label: classes.choiceLabel ?? '' }}
            data-right={(answered && place === question.asked[0]) || undefined}
            data-wrong={(answered && place === answered.given[0] && !answered.isRight) || undefined}
            aria-disabled={answered !== null}
            onClick={() => onAnswer([place])}
          >
            {label}
          </Button>
        ))}
      </div>
      {isConnected && (
        <Text size="sm" c="dimmed">
          {words.midi}
        </Text>
      )}
    </>
  );
}

/** The slider's place of a value and back, in equal ratios where the answer says so. */
const STEPS = 1000;
const toPlace = (value: number, from: number, to: number, isLog: boolean): number =>
  STEPS * (isLog ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from));
const toValue = (place: number, from: number, to: number, isLog: boolean): number =>
  isLog ? from * (to / from) ** (place / STEPS) : from + ((to - from) * place) / STEPS;

function NumberField({ config, question, answered, onAnswer, answer }: Of<'number'>) {
  const { from, to, isLog, unit } = answer;
  const middle = isLog ? Math.sqrt(from * to) : (from + to) / 2;
  const [value, setValue] = useState(Math.round(middle));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAnswer([value]);
  };
  const { tried } = question;
  return (
    <form onSubmit={submit} className={classes.form}>
      <Slider
        thumbLabel={words.answer}
        min={0}
        max={STEPS}
        step={1}
        size="lg"
        value={Math.round(toPlace(value, from, to, isLog))}
        label={null}
        disabled={answered !== null}
        onChange={(place) => setValue(Math.round(toValue(place, from, to, isLog)))}
        onChangeEnd={(place) => tried && playHeard(tried([Math.round(toValue(place, from, to, isLog))]))}
      />
      {unit === '' && (
        <Group justify="space-between" className={classes.ends} aria-hidden>
          <span>{words.left}</span>
          <span>{words.centre}</span>
          <span>{words.right_}</span>
        </Group>
      )}
      <Group gap="xs" align="end" wrap="wrap">
        <NumberInput
          label={words.answer}
          value={value}
          min={from}
          max={to}
          allowDecimal={false}
          suffix={unit === '' ? '' : ` ${unit}`}
          w={160}
          readOnly={answered !== null}
          onChange={(next) => typeof next === 'number' && setValue(next)}
        />
        {tried && (
          <Button variant="default" onClick={() => playHeard(tried([value]))}>
            {words.tryIt}
          </Button>
        )}
        {!answered && <Button type="submit">{words.check}</Button>}
      </Group>
      {answered && !answered.isRight && <span className="visually-hidden">{formatAnswer(config, answered.given)}</span>}
    </form>
  );
}

function EqField({ question, answered, onAnswer, answer }: Of<'eq'>) {
  const { hz: range, gainDb: most } = answer;
  const [hz, setHz] = useState(Math.round(Math.sqrt(range[0] * range[1])));
  const [gainDb, setGainDb] = useState(0);
  const { tried } = question;
  const hear = (given: readonly number[]) => tried && playHeard(tried(given));
  useHotkeys([['t', () => hear([hz, gainDb])]], []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAnswer([hz, gainDb]);
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <div>
        <Text size="sm" className="tabular" mb={4}>
          {words.frequency}: {formatNumber(hz)} Hz
        </Text>
        <Slider
          thumbLabel={words.frequency}
          min={0}
          max={STEPS}
          step={5}
          size="lg"
          label={null}
          value={Math.round(toPlace(hz, range[0], range[1], true))}
          disabled={answered !== null}
          onChange={(place) => setHz(Math.round(toValue(place, range[0], range[1], true)))}
          onChangeEnd={(place) => hear([Math.round(toValue(place, range[0], range[1], true)), gainDb])}
        />
      </div>
      <div>
        <Text size="sm" className="tabular" mb={4}>
          {words.gain}: {formatGain(gainDb)}
        </Text>
        <Slider
          thumbLabel={words.gain}
          min={-most}
          max={most}
          step={1}
          size="lg"
          label={null}
          value={gainDb}
          disabled={answered !== null}
          onChange={setGainDb}
          onChangeEnd={(next) => hear([hz, next])}
        />
      </div>
      <Group gap="xs">
        <Button variant="default" onClick={() => hear([hz, gainDb])}>
          {words.tryIt}
        </Button>
        {!answered && <Button type="submit">{words.check}</Button>}
      </Group>
    </form>
  );
}
