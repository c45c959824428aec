// The introductions with their steps: whether they are offered, in which order, and how they look. The rows are on this device; a change
// goes to the server and comes back by the feed. Texts are edited on the page of the row, like all content.
import { ActionIcon, Alert, Badge, Button, Group, Skeleton, Switch, Text } from '@mantine/core';
import { IconArrowsSort, IconEye, IconPencil, IconRestore } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
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
import { adminActions, changeContent, readNewerIds } from '../admin-client.ts';
import { strings } from '../strings.ts';
import { useAction } from '../use-action.ts';
import { useEntitlements } from '../use-entitlements.ts';
import { useServerList } from '../use-server-list.ts';
import { AdminFrame } from './admin-frame.tsx';
import classes from './admin.module.css';

const words = strings.introductions;

/** Those for which the app ships a newer text than when they were changed here. Without the network nothing is marked. */
type NewerIds = ReadonlySet<string>;

export function IntroductionsPage() {
  const may = useEntitlements();
  const read = useRows(flows());
  const canEdit = may.has('content.edit');
  return (
    <AdminFrame title={words.title} text={words.text}>
      {!canEdit && <Alert title={strings.notAllowed}>{strings.notAllowedText}</Alert>}
      <WhenRead read={read} loading={<Skeleton height={320} radius="lg" />}>
        {({ rows }) =>
          canEdit ? <EditedFlows flows={rows} /> : rows.map((flow) => <Flow key={flow.id} flow={flow} editing={null} />)
        }
      </WhenRead>
    </AdminFrame>
  );
}

interface Editing {
  newer: NewerIds;
  onChanged(): void;
}

function EditedFlows({ flows: rows }: { flows: readonly FlowRow[] }) {
  const { list, reload } = useServerList('introductions', readNewerIds);
  const newer = new Set(list.kind === 'ready' ? list.answers.flatMap(({ ids }) => ids) : []);
  return rows.map((flow) => <Flow key={flow.id} flow={flow} editing={{ newer, onChanged: reload }} />);
}

/** A step that the app no longer ships is not part of the introduction. */
const isPart = ({ is_active: isActive, edited_at: editedAt }: StepRow): boolean => isActive || editedAt !== null;

function Flow({ flow, editing }: { flow: FlowRow; editing: Editing | null }) {
  const steps = (rowsIfReady(useRows(stepsOf(flow.id))) ?? []).filter(isPart);
  return (
    <Section
      title={flow.name}
      {...(flow.description !== null && { description: flow.description })}
      {...(editing && { actions: <FlowActions flow={flow} steps={steps} onChanged={editing.onChanged} /> })}
    >
      {editing && <FlowState flow={flow} editing={editing} />}
      <Steps flow={flow} steps={steps} editing={editing} />
    </Section>
  );
}

interface FlowActionsProps {
  flow: FlowRow;
  steps: readonly StepRow[];
  onChanged(): void;
}

function FlowActions({ flow, steps, onChanged }: FlowActionsProps) {
  const [isAsking, setAsking] = useState(false);
  const { act } = useAction(onChanged);
  const isEdited = flow.edited_at !== null || steps.some(({ edited_at }) => edited_at !== null);
  const restore = async (): Promise<void> => {
    setAsking(false);
    await act('shipped', () => adminActions.takeShippedIntroduction(flow.id), words.shippedDone);
  };
  return (
    <Group gap={0} wrap="nowrap">
      <ActionIcon
        aria-label={words.edit(flow.name)}
        renderRoot={(props) => <Link to="/admin/introductions/$id" params={{ id: flow.id }} {...props} />}
      >
        <IconPencil size={18} aria-hidden />
      </ActionIcon>
      {isEdited && (
        <ActionIcon aria-label={words.shippedOf(flow.name)} onClick={() => setAsking(true)}>
          <IconRestore size={18} aria-hidden />
        </ActionIcon>
      )}
      {isAsking && (
        <Confirm
          title={words.shippedTitle}
          text={words.shippedText}
          confirm={words.shipped}
          keep={words.keep}
          isDangerous
          onConfirm={() => void restore()}
          onClose={() => setAsking(false)}
        />
      )}
    </Group>
  );
}

function FlowState({ flow, editing: { newer, onChanged } }: { flow: FlowRow; editing: Editing }) {
  const { busy, act } = useAction(onChanged);
  const offer = (isActive: boolean) =>
    act('offer', () => changeContent('introductions', flow.id, { is_active: isActive }), words.saved);
  return (
    <Group gap="md" mb="sm">
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
      <Marks row={flow} isNewer={newer.has(flow.id)} />
    </Group>
  );
}

interface StepsProps {
  flow: FlowRow;
  steps: readonly StepRow[];
  editing: Editing | null;
}

function Steps({ flow, steps: stored, editing }: StepsProps) {
  const [isSorting, setSorting] = useState(false);
  const { act } = useAction(() => editing?.onChanged());
  const { shown: steps, keep, drop } = useSentOrder(stored);
  const move = async (id: string, to: number): Promise<void> => {
    const ids = moved(
      steps.map((step) => step.id),
      id,
      to,
    );
    keep(ids);
    const refusal = await act('order', () => changeContent('introductions', flow.id, { step_ids: ids }), words.ordered);
    if (refusal) drop();
  };
  return (
    <>
      {isSorting ? (
        <SortableList
          label={words.steps(flow.name)}
          items={steps}
          idOf={({ id }) => id}
          nameOf={({ title }) => title}
          onMove={(id, to) => void move(id, to)}
        >
          {({ title }) => <Text fw={520}>{title}</Text>}
        </SortableList>
      ) : (
        <List label={words.steps(flow.name)}>
          {steps.map((step) => (
            <StepListRow key={step.id} step={step} editing={editing} />
          ))}
        </List>
      )}
      {editing && steps.length > 1 && (
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

/** An order that was sent is shown until the rows of this device change. */
function useSentOrder(stored: readonly StepRow[]) {
  const [sent, setSent] = useState<{ before: string; ids: readonly string[] } | null>(null);
  const before = stored.map(({ id }) => id).join();
  const isOpen = sent !== null && sent.before === before;
  return {
    shown: isOpen ? stored.toSorted((one, other) => sent.ids.indexOf(one.id) - sent.ids.indexOf(other.id)) : stored,
    keep: (ids: readonly string[]) => setSent({ before, ids }),
    drop: () => setSent(null),
  };
}

const StepListRow = ({ step, editing }: { step: StepRow; editing: Editing | null }) => (
  <ListRow
    actions={
      editing && (
        <ActionIcon
          aria-label={words.edit(step.title)}
          renderRoot={(props) => <Link to="/admin/introductions/steps/$id" params={{ id: step.id }} {...props} />}
        >
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
      <Marks row={step} isNewer={editing?.newer.has(step.id) === true} />
    </Group>
    <Text size="sm" c="dimmed" className={classes.long}>
      {step.description}
    </Text>
  </ListRow>
);

const Marks = ({ row, isNewer }: { row: { edited_at: Date | null }; isNewer: boolean }) => (
  <>
    {row.edited_at !== null && (
      <Badge variant="light" tt="none">
        {words.edited}
      </Badge>
    )}
    {isNewer && (
      <Badge variant="light" color="orange" tt="none">
        {words.newer}
      </Badge>
    )}
  </>
);
