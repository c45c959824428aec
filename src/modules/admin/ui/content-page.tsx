// The shipped content, one kind at a time: what was changed here, and where the app ships something newer.
import { Badge, Button, Group, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { canAdd } from '#schema/editing/kinds.ts';
import type { ContentListRow } from '#schema/protocol/admin.ts';
import { Choice } from '#src/ui/choice.tsx';
import { FilterSelect, GroupedList, ListStates, ListToolbar, SearchField, useAddressFields } from '#src/ui/list-page/public.ts';
import { RowBody } from '#src/ui/list.tsx';
import { onePage, readContentList } from '../admin-client.ts';
import { CONTENT_STATES, foundRows } from '../content-model.ts';
import { contentWords as words, LISTED_KINDS, type ListedKind } from '../content-words.ts';
import { useServerList } from '../use-server-list.ts';
import { AdminFrame, NotRead } from './admin-frame.tsx';
import classes from './admin.module.css';

const isListed = (text: string): text is ListedKind => (LISTED_KINDS as readonly string[]).includes(text);

const FIELDS = { kind: LISTED_KINDS[0], q: '', state: '' } as const;

export function ContentPage() {
  const [{ kind: given, q, state }, change] = useAddressFields(FIELDS);
  const kind = isListed(given) ? given : LISTED_KINDS[0];
  return (
    <AdminFrame
      title={words.title}
      text={words.text}
      actions={canAdd(kind) && <AddButton kind={kind} />}
      filters={
        <>
          <Choice label={words.kindLabel} options={words.kinds} value={kind} onChange={(value) => change({ kind: value })} />
          <ListToolbar>
            <SearchField label={words.search} value={q} onChange={(value) => change({ q: value })} />
            <FilterSelect
              label={words.stateLabel}
              any={{ value: '', label: words.anyState }}
              options={CONTENT_STATES.map((value) => ({ value, label: words.states[value] }))}
              value={state}
              onChange={(value) => change({ state: value })}
            />
          </ListToolbar>
        </>
      }
    >
      <Rows kind={kind} search={q} state={state} onClear={() => change({ q: '', state: '' })} />
    </AdminFrame>
  );
}

const AddButton = ({ kind }: { kind: ListedKind }) => (
  <Button
    leftSection={<IconPlus size={18} aria-hidden />}
    renderRoot={(props) => <Link to="/admin/content/$kind/new" params={{ kind }} {...props} />}
  >
    {words.add[kind]}
  </Button>
);

interface RowsProps {
  kind: ListedKind;
  search: string;
  state: string;
  onClear(): void;
}

function Rows({ kind, search, state, onClear }: RowsProps) {
  const { list, reload } = useServerList(kind, async () => onePage(await readContentList(kind)));
  if (list.kind === 'loading') return <Skeleton height={480} radius="lg" />;
  if (list.kind === 'failed') return <NotRead error={list.error} onRetry={reload} />;
  const rows = foundRows(
    list.answers.flatMap((answer) => answer.rows),
    search,
    state,
  );
  return (
    <ListStates
      count={rows.length}
      isNarrowed
      onClear={onClear}
      none={words.none}
      noneText={words.noneText}
      words={words.count(rows.length)}
    >
      <GroupedList
        label={words.kinds[kind]}
        rows={rows}
        keyOf={({ id }: ContentListRow) => id}
        headingOf={({ group }) => words.option('type', group)}
        estimatePx={60}
      >
        {(row) => <ContentRow kind={kind} row={row} />}
      </GroupedList>
    </ListStates>
  );
}

const ContentRow = ({
  kind,
  row: { id, title, isShown, editedAt, isAdded, isNewer },
}: {
  kind: ListedKind;
  row: ContentListRow;
}) => (
  <RowBody>
    <Group gap={8}>
      <Link to="/admin/content/$kind/$id" params={{ kind, id }} className={classes.rowLink}>
        {title}
      </Link>
      {!isShown && <Mark color="gray">{words.off}</Mark>}
      {editedAt !== null && <Mark>{isAdded ? words.addedMark : words.edited}</Mark>}
      {isNewer && <Mark color="orange">{words.newer}</Mark>}
    </Group>
  </RowBody>
);

const Mark = ({ children, color }: { children: string; color?: string }) => (
  <Badge variant="light" tt="none" {...(color !== undefined && { color })}>
    {children}
  </Badge>
);
