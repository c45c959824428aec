// One prompt: its question, hints when asked for, and the answer in words, on a scale, and as marks on the track.
import { ActionIcon, Badge, Button, Group, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconBulb, IconFlag, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { COMPARISON, GRADES, readTexts, type Mark } from '#schema/listening/rules/prompts.ts';
import { now } from '#src/clock/clock.ts';
import { useNow } from '#src/clock/use-now.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useDraft } from '#src/ui/drafts.ts';
import { Problem } from '#src/ui/problem.tsx';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { formatTime, type PlayerState, type TrackPlayerApi } from '../../tracks/public.ts';
import { formatGrade, isCategory, type PlannedView } from '../model.ts';
import { strings } from '../strings.ts';
import classes from './listening.module.css';
import { PromptQuestion } from './prompt-question.tsx';

const words = strings.session;
const MOST_MARKS = 20;

interface PromptCardProps {
  sessionId: string;
  view: PlannedView;
  place: number;
  count: number;
  hasReference: boolean;
  player: TrackPlayerApi;
  state: PlayerState;
  onSaved(): void;
  onSkip(): void;
}

export function PromptCard({ sessionId, view, place, count, hasReference, player, state, onSaved, onSkip }: PromptCardProps) {
  const { prompt, seconds } = view;
  const [startedAt] = useState(now);
  const draftKey = `listening.${sessionId}.${prompt.id}`;
  const draft = useDraft(draftKey);
  const note = draft.text;
  const [grade, setGrade] = useState<number | null>(null);
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  const [hintsSeen, setHintsSeen] = useState(0);
  const [problem, setProblem] = useState<CadenceError | null>(null);
  const save = useSave();
  const today = useToday();
  const hints = readTexts(prompt.hints);
  const addMark = () => {
    if (marks.length < MOST_MARKS) setMarks([...marks, { startMs: Math.round(player.positionMs()), endMs: null, text: '' }]);
  };
  useHotkeys([['m', addMark]]);
  const submit = async () => {
    const outcome = await save('listening.answer', {
      sessionId,
      templateId: prompt.id,
      note: note ?? '',
      grade,
      marks: marks.map((mark) => ({ ...mark })),
      hintsSeen,
      seconds: Math.max(0, Math.round((now().getTime() - startedAt.getTime()) / 1000)),
      day: today,
    });
    setProblem(outcome.ok ? null : outcome.error);
    if (!outcome.ok) return;
    draft.settle(note ?? '');
    onSaved();
  };
  const isEmpty = (note ?? '').trim() === '' && grade === null && marks.length === 0;
  return (
    <section className={classes.card} aria-label={words.progress(place + 1, count)}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" className="tabular">
          {words.progress(place + 1, count)}
        </Text>
        <Group gap="xs">
          {isCategory(prompt.category) && (
            <Badge tt="none" variant="light">
              {strings.categories[prompt.category]}
            </Badge>
          )}
          <TimeLeft startedAt={startedAt} seconds={seconds} />
        </Group>
      </Group>
      <PromptQuestion name={prompt.name} text={prompt.prompt_text} />
      <Hints hints={hints} seen={hintsSeen} onMore={() => setHintsSeen(hintsSeen + 1)} />
      <GradeField view={view} hasReference={hasReference} grade={grade} onGrade={setGrade} />
      {state.a && <Marks marks={marks} loop={state.loop} onMark={addMark} onChange={setMarks} />}
      <Textarea
        label={words.note}
        autosize
        minRows={3}
        maxLength={4000}
        value={note ?? ''}
        onChange={(event) => draft.set(event.currentTarget.value)}
      />
      {problem && <Problem error={problem} />}
      <Group justify="space-between" gap="xs">
        <Button variant="subtle" color="gray" onClick={onSkip}>
          {words.skip}
        </Button>
        <Button disabled={isEmpty} onClick={() => void submit()}>
          {words.save}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" visibleFrom="sm">
        {words.keys}
      </Text>
    </section>
  );
}

function TimeLeft({ startedAt, seconds }: { startedAt: Date; seconds: number }) {
  const shown = useNow(true);
  const leftMs = startedAt.getTime() + seconds * 1000 - shown.getTime();
  return (
    <Badge tt="none" variant="default" className="tabular">
      {leftMs > 0 ? words.timeLeft(formatTime(leftMs)) : words.timeUp}
    </Badge>
  );
}

function Hints({ hints, seen, onMore }: { hints: readonly string[]; seen: number; onMore(): void }) {
  if (hints.length === 0) return null;
  return (
    <div aria-live="polite">
      {seen > 0 && (
        <ul className={classes.texts}>
          {hints.slice(0, seen).map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      )}
      <Button
        mt={seen > 0 ? 'xs' : 0}
        variant="subtle"
        leftSection={<IconBulb size={18} aria-hidden />}
        disabled={seen >= hints.length}
        onClick={onMore}
      >
        {seen >= hints.length ? words.noMoreHints : words.hint}
      </Button>
    </div>
  );
}

interface GradeFieldProps {
  view: PlannedView;
  hasReference: boolean;
  grade: number | null;
  onGrade(grade: number): void;
}

function GradeField({ view: { prompt }, hasReference, grade, onGrade }: GradeFieldProps) {
  const { answer_kind: kind, scale_low: low, scale_high: high } = prompt;
  if (kind !== 'grades' && kind !== 'comparison') return null;
  if (kind === 'comparison' && !hasReference) return <Text c="dimmed">{words.needsReference}</Text>;
  const { least, most } = kind === 'grades' ? GRADES : COMPARISON;
  const label = (kind === 'grades' ? words.gradeLabel : words.comparisonLabel)(low ?? '', high ?? '');
  const values = Array.from({ length: most - least + 1 }, (_, index) => least + index);
  return (
    <div>
      <Text size="sm" mb={4}>
        {label}
      </Text>
      <SegmentedControl
        aria-label={label}
        fullWidth
        data={values.map((value) => ({ value: String(value), label: formatGrade(kind, value) }))}
        value={grade === null ? '' : String(grade)}
        onChange={(value) => onGrade(Number(value))}
      />
    </div>
  );
}

interface MarksProps {
  marks: readonly Mark[];
  loop: { startMs: number; endMs: number } | null;
  onMark(): void;
  onChange(marks: readonly Mark[]): void;
}

function Marks({ marks, loop, onMark, onChange }: MarksProps) {
  const change = (place: number, text: string) =>
    onChange(marks.map((mark, index) => (index === place ? { ...mark, text } : mark)));
  return (
    <div>
      <Group gap="xs">
        <Button variant="default" leftSection={<IconFlag size={18} aria-hidden />} onClick={onMark}>
          {words.mark}
        </Button>
        {loop && (
          <Button
            variant="default"
            onClick={() =>
              onChange(
                [...marks, { startMs: Math.round(loop.startMs), endMs: Math.round(loop.endMs), text: '' }].slice(0, MOST_MARKS),
              )
            }
          >
            {words.markLoop}
          </Button>
        )}
      </Group>
      <ul className={classes.rows} aria-label={words.marks}>
        {marks.map((mark, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- marks have no other name, and two may be at one time
          <li key={place} className={classes.mark}>
            <Text className="tabular" py={10}>
              {formatTime(mark.startMs, 1)}
              {mark.endMs !== null && ` – ${formatTime(mark.endMs, 1)}`}
            </Text>
            <TextInput
              aria-label={words.markText}
              placeholder={words.markText}
              maxLength={200}
              value={mark.text}
              onChange={(event) => change(place, event.currentTarget.value)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={words.removeMark}
              onClick={() => onChange(marks.filter((_, index) => index !== place))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </div>
  );
}
