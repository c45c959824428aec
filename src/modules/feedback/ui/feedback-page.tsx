// What the person wrote about the app, with the status and the answer of each. Answers that are shown count as read.
import { ActionIcon, Alert, Badge, Button, Group, Skeleton, Text } from '@mantine/core';
import { IconMessageReport, IconPlus, IconTrash } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { isSettled } from '#schema/feedback/rules.ts';
import { useBlobUrl } from '#src/blobs/use-blob-url.ts';
import { formatMoment } from '#src/format/days.ts';
import { useFlag } from '#src/modules/flags/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { usePerson, useRows } from '#src/replica/public.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { List, ListRow } from '#src/ui/list.tsx';
import { Page } from '#src/ui/page.tsx';
import { PictureView } from '#src/ui/picture-view.tsx';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { ownFeedback, type FeedbackRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { FeedbackForm } from './feedback-form.tsx';
import classes from './feedback.module.css';

const route = getRouteApi('/feedback');

export function FeedbackPage() {
  const { about } = route.useSearch();
  const read = useRows(ownFeedback());
  const isOn = useFlag('feedback');
  const person = usePerson();
  const [isWriting, setWriting] = useState(about !== undefined);
  const write = () => setWriting(true);
  return (
    <Page
      title={strings.title}
      description={strings.description}
      actions={
        isOn && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={write}>
            {strings.write}
          </Button>
        )
      }
    >
      {!isOn && <Alert title={strings.off}>{strings.offText}</Alert>}
      {isOn && person?.kind === 'local' && (
        <Alert title={strings.local}>
          {strings.localText}
          <PlainLink to="/account">{strings.toAccount}</PlainLink>
        </Alert>
      )}
      <WhenRead read={read} loading={<Skeleton height={240} radius="lg" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyPlace icon={IconMessageReport} title={strings.emptyTitle}>
              {strings.emptyText}
            </EmptyPlace>
          ) : (
            <Messages rows={rows} />
          )
        }
      </WhenRead>
      {isOn && isWriting && <FeedbackForm about={about ?? ''} onClose={() => setWriting(false)} />}
    </Page>
  );
}

function Messages({ rows }: { rows: readonly FeedbackRow[] }) {
  useReadMarks(rows);
  return (
    <List label={strings.list}>
      {rows.map((row) => (
        <Message key={row.id} row={row} />
      ))}
    </List>
  );
}

/** Marks each answer once: a refused mark is not sent again and again. */
function useReadMarks(rows: readonly FeedbackRow[]): void {
  const run = useRun();
  const marked = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, answered_at, answer_seen_at } of rows) {
      if (answered_at === null || answer_seen_at !== null || marked.current.has(id)) continue;
      marked.current.add(id);
      void run('feedback.seen', { id });
    }
  }, [rows, run]);
}

function Message({ row }: { row: FeedbackRow }) {
  const run = useRun();
  const [isAsking, setAsking] = useState(false);
  const facts = [
    strings.kinds[row.feedback_type],
    strings.written(formatMoment(row.created_at)),
    ...(row.page === null ? [] : [strings.about(row.page)]),
  ];
  return (
    <ListRow
      actions={
        <ActionIcon aria-label={strings.remove(row.title)} onClick={() => setAsking(true)}>
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      }
    >
      <Group gap={8} mb={2}>
        <Text fw={560} className={classes.long}>
          {row.title}
        </Text>
        <Badge variant="light" tt="none" {...(isSettled(row.status) && { color: 'gray' })}>
          {strings.statuses[row.status]}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed" className={classes.long}>
        {facts.join(' · ')}
      </Text>
      {row.description !== null && <Text className={classes.text}>{row.description}</Text>}
      {row.picture_sha256 !== null && <SentPicture title={row.title} sha256={row.picture_sha256} type={row.picture_type ?? ''} />}
      {row.admin_response !== null && row.answered_at !== null && (
        <section aria-label={strings.answer} className={classes.answer}>
          <Text size="sm" fw={560}>
            {strings.answered(formatMoment(row.answered_at))}
          </Text>
          <Text className={classes.text}>{row.admin_response}</Text>
        </section>
      )}
      {isAsking && (
        <Confirm
          title={strings.removeTitle}
          text={strings.removeText}
          confirm={strings.removeIt}
          keep={strings.keep}
          isDangerous
          onConfirm={() => void run('feedback.delete', { id: row.id })}
          onClose={() => setAsking(false)}
        />
      )}
    </ListRow>
  );
}

function SentPicture({ title, sha256, type }: { title: string; sha256: string; type: string }) {
  const picture = useBlobUrl(sha256, type);
  if (picture.kind === 'ready') {
    return <PictureView src={picture.url} alt={strings.picture.of(title)} enlarge={strings.picture.enlarge(title)} />;
  }
  return (
    <Text size="sm" c="dimmed">
      {picture.kind === 'loading' ? strings.picture.loading : strings.picture.missing}
    </Text>
  );
}
