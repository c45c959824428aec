// What people wrote about the app, and the answers.
import { Badge, Button, Group, NativeSelect, Skeleton, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import {
  FEEDBACK_KINDS,
  FEEDBACK_PRIORITIES,
  FEEDBACK_STATUSES,
  feedbackLimits,
  isSettled,
  type FeedbackPriority,
  type FeedbackStatus,
} from '#schema/feedback/rules.ts';
import type { AdminFeedback } from '#schema/protocol/admin.ts';
import { formatMoment } from '#src/format/days.ts';
import { FilterSelect, GroupedList, ListStates, ListToolbar, SearchField, useAddressFields } from '#src/ui/list-page/public.ts';
import { RowBody } from '#src/ui/list.tsx';
import { PictureView } from '#src/ui/picture-view.tsx';
import { adminActions, feedbackPictureAddress, readFeedback } from '../admin-client.ts';
import { strings } from '../strings.ts';
import { useAction } from '../use-action.ts';
import { useEntitlements } from '../use-entitlements.ts';
import { useServerList } from '../use-server-list.ts';
import { AdminDialog } from './admin-dialog.tsx';
import { AdminFrame, NotRead } from './admin-frame.tsx';
import classes from './admin.module.css';
import { FactDetails } from './fact-details.tsx';
import { MoreButton } from './more-button.tsx';

const words = strings.feedback;
const FIELDS = { q: '', status: '', kind: '' } as const;

export function AdminFeedbackPage() {
  const [{ q, status, kind }, change] = useAddressFields(FIELDS);
  return (
    <AdminFrame
      title={words.title}
      text={words.text}
      filters={
        <ListToolbar>
          <SearchField label={words.search} placeholder={words.searchHint} value={q} onChange={(value) => change({ q: value })} />
          <FilterSelect
            label={words.statusLabel}
            any={{ value: '', label: words.anyStatus }}
            options={FEEDBACK_STATUSES.map((value) => ({ value, label: words.statuses[value] }))}
            value={status}
            onChange={(value) => change({ status: value })}
          />
          <FilterSelect
            label={words.kindLabel}
            any={{ value: '', label: words.anyKind }}
            options={FEEDBACK_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
            value={kind}
            onChange={(value) => change({ kind: value })}
          />
        </ListToolbar>
      }
    >
      <Messages search={q} status={status} kind={kind} onClear={() => change(FIELDS)} />
    </AdminFrame>
  );
}

function Messages({ onClear, ...filter }: { search: string; status: string; kind: string; onClear(): void }) {
  const { list, reload, more } = useServerList(JSON.stringify(filter), (cursor) => readFeedback({ ...filter, cursor }));
  if (list.kind === 'loading') return <Skeleton height={320} radius="lg" />;
  if (list.kind === 'failed') return <NotRead error={list.error} onRetry={reload} />;
  const messages = list.answers.flatMap((answer) => answer.feedback);
  return (
    <ListStates
      count={messages.length}
      isNarrowed
      onClear={onClear}
      none={words.none}
      noneText={words.noneText}
      words={words.count(list.answers[0]?.total ?? 0)}
    >
      <GroupedList label={words.title} rows={messages} keyOf={({ id }: AdminFeedback) => id} estimatePx={120}>
        {(message) => <Message message={message} onChanged={reload} />}
      </GroupedList>
      <MoreButton list={list} onMore={more} />
    </ListStates>
  );
}

function Message({ message, onChanged }: { message: AdminFeedback; onChanged(): void }) {
  const may = useEntitlements();
  const [isAnswering, setAnswering] = useState(false);
  const facts = [
    words.kinds[message.kind],
    message.person.name ?? message.person.email,
    formatMoment(new Date(message.createdAt)),
    ...(message.page === null ? [] : [words.about(message.page)]),
    ...(message.answeredAt === null ? [] : [message.seenAt === null ? words.notSeen : words.seen]),
  ];
  return (
    <RowBody
      actions={
        may.has('feedback.answer') && (
          <Button variant="default" aria-label={words.answerTo(message.title)} onClick={() => setAnswering(true)}>
            {words.answer}
          </Button>
        )
      }
    >
      <Text fw={520} className={classes.long}>
        {message.title}
      </Text>
      <Group gap={6} my={4}>
        <Badge variant="light" tt="none" {...(isSettled(message.status) && { color: 'gray' })}>
          {words.statuses[message.status]}
        </Badge>
        {(message.priority === 'high' || message.priority === 'urgent') && (
          <Badge variant="light" tt="none" color="red">
            {words.priorities[message.priority]}
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed" className={classes.long}>
        {facts.join(' · ')}
      </Text>
      {message.text !== null && <Text className={classes.text}>{message.text}</Text>}
      {message.picture !== null && <Picture message={message} mayRead={may.has('feedback.answer')} />}
      {message.answer !== null && <Text className={classes.answer}>{message.answer}</Text>}
      <FactDetails title={words.app} facts={Object.entries(message.app)} />
      {isAnswering && <AnswerDialog message={message} onChanged={onChanged} onClose={() => setAnswering(false)} />}
    </RowBody>
  );
}

function Picture({ message: { id, title, picture }, mayRead }: { message: AdminFeedback; mayRead: boolean }) {
  const [hasFailed, setFailed] = useState(false);
  if (mayRead && picture === 'here' && !hasFailed) {
    return (
      <PictureView
        src={feedbackPictureAddress(id)}
        alt={words.picture.of(title)}
        enlarge={words.picture.enlarge(title)}
        onError={() => setFailed(true)}
      />
    );
  }
  const { withheld, coming, failed } = words.picture;
  return (
    <Text size="sm" c="dimmed">
      {mayRead ? (hasFailed ? failed : coming) : withheld}
    </Text>
  );
}

interface AnswerDialogProps {
  message: AdminFeedback;
  onChanged(): void;
  onClose(): void;
}

function AnswerDialog({ message, onChanged, onClose }: AnswerDialogProps) {
  const { busy, act } = useAction(() => {
    onChanged();
    onClose();
  });
  const form = useForm({
    initialValues: { status: message.status, priority: message.priority, answer: message.answer ?? '' },
  });
  const save = ({ status, priority, answer }: typeof form.values) =>
    act(
      'save',
      () => adminActions.answerFeedback(message.id, { status, priority, answer: answer.trim() === '' ? null : answer.trim() }),
      words.answered,
    );
  return (
    <AdminDialog
      title={words.answerTo(message.title)}
      size="lg"
      isBusy={busy === 'save'}
      onSubmit={form.onSubmit((values) => void save(values))}
      onClose={onClose}
    >
      {message.text !== null && <Text className={classes.text}>{message.text}</Text>}
      {message.picture !== null && <Picture message={message} mayRead />}
      <Textarea
        label={words.answer}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={feedbackLimits.answer}
        data-autofocus
        {...form.getInputProps('answer')}
      />
      <Group grow align="flex-start">
        <NativeSelect
          label={words.statusLabel}
          data={FEEDBACK_STATUSES.map((value) => ({ value, label: words.statuses[value] }))}
          value={form.values.status}
          onChange={(event) => form.setFieldValue('status', event.currentTarget.value as FeedbackStatus)}
        />
        <NativeSelect
          label={words.priority}
          data={FEEDBACK_PRIORITIES.map((value) => ({ value, label: words.priorities[value] }))}
          value={form.values.priority}
          onChange={(event) => form.setFieldValue('priority', event.currentTarget.value as FeedbackPriority)}
        />
      </Group>
    </AdminDialog>
  );
}
