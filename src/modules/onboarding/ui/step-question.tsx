// What a step asks: one of its options or several. The answer is kept, and changes what the step's action names: interests, modules, a
// setting, or the page that opens.
import { Button, Chip, Group, Radio, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { askedSettingOf, isInterestKey, isStepAction, modulesOf, readOptions } from '#schema/onboarding/rules.ts';
import { isSettingValue, MODULE_NAMES } from '#schema/settings/rules.ts';
import { useSaveSetting, useSettings } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { interests, responses, type StepRow } from '../queries.ts';

/** What of a step asks. */
export type AskingStep = Pick<StepRow, 'id' | 'title' | 'options' | 'allows_multiple' | 'action_type' | 'action_config'>;

interface QuestionProps {
  step: AskingStep;
  isPreview: boolean;
  /** The answer led to another page. */
  onLeave(): void;
}

export function StepQuestion({ step, isPreview, onLeave }: QuestionProps) {
  const options = readOptions(step.options);
  const { chosen, choose } = useAnswers(step, isPreview, onLeave);
  if (options.length === 0) return null;
  if (step.action_type === 'open') {
    return (
      <Stack gap="xs" role="group" aria-label={step.title}>
        {options.map(({ value, label }) => (
          <Button key={value} variant="light" onClick={() => choose([value])}>
            {label}
          </Button>
        ))}
      </Stack>
    );
  }
  if (step.allows_multiple) {
    return (
      <Chip.Group multiple value={chosen.map(String)} onChange={(values) => choose(asOptions(options, values))}>
        <Group gap={8} role="group" aria-label={step.title}>
          {options.map(({ value, label }) => (
            <Chip key={value} value={String(value)}>
              {label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    );
  }
  return (
    <Radio.Group
      aria-label={step.title}
      value={chosen[0] === undefined ? '' : String(chosen[0])}
      onChange={(value) => choose(asOptions(options, [value]))}
    >
      <Stack gap={0}>
        {options.map(({ value, label }) => (
          <Radio key={value} value={String(value)} label={label} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

type Answer = string | number;

const asOptions = (options: readonly { value: Answer }[], texts: readonly string[]): Answer[] =>
  options.map(({ value }) => value).filter((value) => texts.includes(String(value)));

/** What is chosen now, from the rows that the step's action changes, else from the answers given before. */
function useAnswers(step: AskingStep, isPreview: boolean, onLeave: () => void) {
  const run = useRun();
  const saveSetting = useSaveSetting();
  const settings = useSettings();
  const navigate = useNavigate();
  const own = rowsIfReady(useRows(interests()))?.map(({ interest_key }) => interest_key) ?? [];
  const answered = rowsIfReady(useRows(responses()))?.find(({ step_id }) => step_id === step.id)?.response;
  const action = isStepAction(step.action_type) ? step.action_type : null;
  const setting = askedSettingOf(step.action_config);
  const kept: readonly Answer[] = Array.isArray(answered) ? (answered as Answer[]) : [];
  const chosen = action === 'interests' ? own : action === 'setting' && setting !== null ? [settings[setting]] : kept;
  const choose = (answers: Answer[]): void => {
    const [answer] = answers;
    if (!isPreview) {
      void run('onboarding.answer', { stepId: step.id, answers });
      if (action === 'interests') {
        for (const key of new Set([...own, ...answers.map(String)])) {
          const isChosen = answers.includes(key);
          if (isInterestKey(key) && isChosen !== own.includes(key)) void run('interest.choose', { key, isChosen });
        }
      }
      if (action === 'setting' && setting !== null && isSettingValue(setting, answer)) saveSetting(setting, answer as never);
      if (action === 'modules') {
        const shown = modulesOf(own);
        const isNarrowed = answer === 'interests' && shown.size > 0;
        saveSetting('hiddenModules', isNarrowed ? MODULE_NAMES.filter((name) => !shown.has(name)) : []);
      }
    }
    if (action === 'open' && typeof answer === 'string') {
      onLeave();
      void navigate({ to: answer });
    }
  };
  return { chosen, choose };
}
