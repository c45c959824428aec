// The introductions: an admin changes texts, order and places, and sees how it looks. The rows are on this device; a change goes to the
// server and comes back by the feed.
import { ActionIcon, Alert, Badge, Button, Group, Skeleton, Switch, Text } from '@mantine/core';
import { IconArrowsSort, IconEye, IconPencil, IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import { showTour } from '#src/modules/onboarding/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { SortableList } from '#src/ui/sortable-list.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { moved } from '#src/moved.ts';
import { flows, stepsOf, type FlowRow, type StepRow } from '../../onboarding/public.ts';
import { adminActions } from '../admin-client.ts';
import { strings } from '../strings.ts';
import { useAction } from '../use-action.ts';
import { useEntitlements } from '../use-entitlements.ts';
import { AdminFrame } from './admin-frame.tsx';
import classes from './admin.module.css';
import { FlowDialog, StepDialog } from './introduction-dialogs.tsx';

const words = strings.introductions;

export function IntroductionsPage() {
  const may = useEntitlements();
  const read = useRows(flows());
  const canEdit = may.has('content.edit');
  return (
    <AdminFrame title={words.title} text={words.text}>
      {!canEdit && <Alert title={strings.notAllowed}>{strings.notAllowedText}</Alert>}
      <WhenRead read={read} loading={<Skeleton height={320} radius="lg" />}>
        {({ rows }) => rows.map((flow) => <Flow key={flow.id} flow={flow} canEdit={canEdit} />)}
      </WhenRead>
    </AdminFrame>
  );
}

type Dialog = { kind: 'flow' } | { kind: 'step'; step: StepRow } | { kind: 'shipped' } | null;

function Flow({ flow, canEdit }: { flow: FlowRow; canEdit: boolean }) {
  const steps = rowsIfReady(useRows(stepsOf(flow.id))) ?? [];
  const [dialog, setDialog] = useState<Dialog>(null);
  const { busy, act } = useAction(() => undefined);
  const close = () => setDialog(null);
  const isEdited = flow.edited_at !== null || steps.some(({ edited_at }) => edited_at !== null);
  const offer = (isActive: boolean) => act('offer', () => adminActions.changeFlow(flow.id, { isActive }), words.saved);
  return (
    <Section title={flow.name} {...(flow.description !== null && { description: flow.description })}>
      {canEdit && (
        <Group gap="xs" mb="sm">
          <Switch
            label={words.offered}
            checked={flow.is_active}
            disabled={busy !== null}
            onChange={(event) => void offer(event.currentTarget.checked)}
          />
          <Button
            variant="default"
            aria-label={words.previewOf(flow.name)}
            leftSection={<IconEye size={18} aria-hidden />}
            onClick={() => showTour(flow.id, true)}
          >
            {words.preview}
          </Button>
          <ActionIcon aria-label={words.edit(flow.name)} onClick={() => setDialog({ kind: 'flow' })}>
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
          {isEdited && (
            <ActionIcon aria-label={words.shippedOf(flow.name)} onClick={() => setDialog({ kind: 'shipped' })}>
              <IconRestore size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      )}
      <Steps flow={flow} steps={steps} onEdit={canEdit ? (step) => setDialog({ kind: 'step', step }) : null} />
      {dialog?.kind === 'flow' && <FlowDialog flow={flow} onClose={close} />}
      {dialog?.kind === 'step' && <StepDialog step={dialog.step} onClose={close} />}
      {dialog?.kind === 'shipped' && (
        <Confirm
          title={words.shippedTitle}
          text={words.shippedText}
          confirm={words.shipped}
          keep={words.keep}
          isDangerous
          onConfirm={() => void act('shipped', () => adminActions.restoreShipped(flow.id), words.shippedDone)}
          onClose={close}
        />
      )}
    </Section>
  );
}

interface StepsProps {
  flow: FlowRow;
  steps: readonly StepRow[];
  onEdit: ((step: StepRow) => void) | null;
}

function Steps({ flow, steps, onEdit }: StepsProps) {
  const [isSorting, setSorting] = useState(false);
  const { act } = useAction(() => undefined);
  const move = (id: string, to: number): void => {
    const ids = steps.map((step) => step.id);
    void act('order', () => adminActions.orderSteps(flow.id, moved(ids, id, to)), words.ordered);
  };
  return (
    <>
      {isSorting ? (
        <SortableList
          label={words.steps(flow.name)}
          items={steps}
          idOf={({ id }) => id}
          nameOf={({ title }) => title}
          onMove={move}
        >
          {({ title }) => <Text fw={520}>{title}</Text>}
        </SortableList>
      ) : (
        <List label={words.steps(flow.name)}>
          {steps.map((step) => (
            <StepListRow key={step.id} step={step} onEdit={onEdit && (() => onEdit(step))} />
          ))}
        </List>
      )}
      {onEdit && steps.length > 1 && (
        <Button
          variant="subtle"
          mt="sm"
          leftSection={<IconArrowsSort size={18} aria-hidden />}
          onClick={() => setSorting(!isSorting)}
        >
          {isSorting ? words.reorderDone : words.reorder}
        </Button>
      )}
    </>
  );
}

function StepListRow({ step, onEdit }: { step: StepRow; onEdit: (() => void) | null }) {
  return (
    <ListRow
      actions={
        onEdit && (
          <ActionIcon aria-label={words.edit(step.title)} onClick={onEdit}>
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
        )
      }
    >
      <Group gap={8}>
        <Text fw={520} className={classes.long}>
          {step.title}
        </Text>
        {!step.is_active && (
          <Badge variant="light" color="gray" tt="none">
            {words.hidden}
          </Badge>
        )}
        {step.edited_at !== null && (
          <Badge variant="light" tt="none">
            {words.edited}
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed" className={classes.long}>
        {step.description}
      </Text>
    </ListRow>
  );
}
