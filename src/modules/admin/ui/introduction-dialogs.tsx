// Changes the words of an introduction, and a step: its texts, the place it points at, the page it opens, and whether it is shown.
import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { onboardingLimits, targetSelector, TOUR_TARGETS } from '#schema/onboarding/rules.ts';
import type { FlowRow, StepRow } from '../../onboarding/public.ts';
import { adminActions } from '../admin-client.ts';
import { strings } from '../strings.ts';
import { useAction } from '../use-action.ts';
import { AdminDialog } from './admin-dialog.tsx';

const words = strings.introductions;

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const needed = (text: string): string | null => (text.trim() === '' ? words.needTitle : null);

export function FlowDialog({ flow, onClose }: { flow: FlowRow; onClose(): void }) {
  const { busy, act } = useAction(onClose);
  const form = useForm({
    initialValues: { name: flow.name, description: flow.description ?? '' },
    validate: { name: needed },
  });
  const save = ({ name, description }: typeof form.values) =>
    act('save', () => adminActions.changeFlow(flow.id, { name: name.trim(), description: orNull(description) }), words.saved);
  return (
    <AdminDialog
      size="lg"
      title={words.editFlow}
      isBusy={busy !== null}
      onSubmit={form.onSubmit((values) => void save(values))}
      onClose={onClose}
    >
      <TextInput label={words.name} maxLength={onboardingLimits.name} data-autofocus {...form.getInputProps('name')} />
      <Textarea
        label={words.description}
        autosize
        maxRows={8}
        maxLength={onboardingLimits.text}
        {...form.getInputProps('description')}
      />
    </AdminDialog>
  );
}

export function StepDialog({ step, onClose }: { step: StepRow; onClose(): void }) {
  const { busy, act } = useAction(onClose);
  const form = useForm({
    initialValues: {
      title: step.title,
      description: step.description ?? '',
      target: step.target_selector ?? '',
      route: step.target_route ?? '',
      fallback: step.fallback_content ?? '',
      isActive: step.is_active,
    },
    validate: {
      title: needed,
      route: (route) => (route.trim() === '' || /^\/(?!\/)/.test(route.trim()) ? null : words.routeWrong),
    },
  });
  const save = ({ title, description, target, route, fallback, isActive }: typeof form.values) =>
    act(
      'save',
      () =>
        adminActions.changeStep(step.id, {
          ...{ title: title.trim(), description: orNull(description), isActive },
          ...{ target: orNull(target), route: orNull(route), fallback: orNull(fallback) },
        }),
      words.saved,
    );
  const targets = TOUR_TARGETS.map((target) => ({ value: targetSelector(target), label: words.targets[target] }));
  const isOther = step.target_selector !== null && !targets.some(({ value }) => value === step.target_selector);
  return (
    <AdminDialog
      size="lg"
      title={words.edit(step.title)}
      isBusy={busy !== null}
      onSubmit={form.onSubmit((values) => void save(values))}
      onClose={onClose}
    >
      <TextInput label={words.stepTitle} maxLength={onboardingLimits.title} data-autofocus {...form.getInputProps('title')} />
      <Textarea
        label={words.description}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={onboardingLimits.text}
        {...form.getInputProps('description')}
      />
      <NativeSelect
        label={words.target}
        data={[
          { value: '', label: words.noTarget },
          ...targets,
          ...(isOther ? [{ value: step.target_selector ?? '', label: step.target_selector ?? '' }] : []),
        ]}
        {...form.getInputProps('target')}
      />
      <TextInput label={words.route} description={words.routeHint} maxLength={200} {...form.getInputProps('route')} />
      <Textarea
        label={words.fallback}
        autosize
        maxRows={6}
        maxLength={onboardingLimits.text}
        {...form.getInputProps('fallback')}
      />
      <Switch label={words.active} {...form.getInputProps('isActive', { type: 'checkbox' })} />
    </AdminDialog>
  );
}
