// Everybody with an account, and who waits for one. Both pages are the same list of the server with another filter.
import { Alert, Skeleton } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { PEOPLE_STATES, type AdminPerson, type PeopleAnswer } from '#schema/protocol/admin.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { FilterSelect, GroupedList, ListStates, ListToolbar, SearchField, useAddressFields } from '#src/ui/list-page/public.ts';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { readPeople } from '../admin-client.ts';
import { strings } from '../strings.ts';
import { useEntitlements } from '../use-entitlements.ts';
import { useServerList } from '../use-server-list.ts';
import { AdminFrame, NotRead } from './admin-frame.tsx';
import { MoreButton } from './more-button.tsx';
import { PersonRow } from './person-row.tsx';

const words = strings.people;
const FIELDS = { q: '', state: '' } as const;

export function PeoplePage() {
  const [{ q, state }, change] = useAddressFields(FIELDS);
  return (
    <AdminFrame
      title={words.title}
      text={words.text}
      filters={
        <ListToolbar>
          <SearchField label={words.search} placeholder={words.searchHint} value={q} onChange={(value) => change({ q: value })} />
          <FilterSelect
            label={words.stateLabel}
            any={{ value: '', label: words.anyState }}
            options={PEOPLE_STATES.map((value) => ({ value, label: strings.state[value] }))}
            value={state}
            onChange={(value) => change({ state: value })}
          />
        </ListToolbar>
      }
    >
      <PeopleList search={q} state={state} onClear={() => change({ q: '', state: '' })} />
    </AdminFrame>
  );
}

export function ApprovalsPage() {
  return (
    <AdminFrame title={strings.approvals.title} text={strings.approvals.text}>
      <PeopleList search="" state="waiting" isApprovals />
    </AdminFrame>
  );
}

interface PeopleListProps {
  search: string;
  state: string;
  isApprovals?: boolean;
  onClear?: () => void;
}

function PeopleList({ search, state, isApprovals = false, onClear = () => undefined }: PeopleListProps) {
  const { list, reload, more } = useServerList(`${search}\n${state}`, (cursor) => readPeople({ search, state, cursor }));
  if (list.kind === 'loading') return <Skeleton height={320} radius="lg" />;
  if (list.kind === 'failed') return <NotRead error={list.error} onRetry={reload} />;
  const [first] = list.answers;
  const people = list.answers.flatMap((answer) => answer.people);
  const total = first?.total ?? 0;
  return (
    <>
      {!isApprovals && state === '' && search === '' && first && <Waiting counts={first.counts} />}
      <ListStates
        count={people.length}
        isNarrowed={!isApprovals}
        onClear={onClear}
        empty={
          <EmptyPlace icon={IconHourglass} title={strings.approvals.empty}>
            {strings.approvals.emptyText}
          </EmptyPlace>
        }
        none={words.none}
        noneText={words.noneText}
        words={isApprovals ? strings.approvals.count(total) : words.count(total)}
      >
        <GroupedList
          label={isApprovals ? strings.approvals.title : words.title}
          rows={people}
          keyOf={({ id }: AdminPerson) => id}
          estimatePx={92}
        >
          {(person) => <PersonRow person={person} isApprovals={isApprovals} onChanged={reload} />}
        </GroupedList>
        <MoreButton list={list} onMore={more} />
      </ListStates>
    </>
  );
}

/** Above the list of everybody: somebody is waiting for a decision. */
function Waiting({ counts }: { counts: PeopleAnswer['counts'] }) {
  const may = useEntitlements();
  if (counts.waiting === 0 || !may.has('people.admit')) return null;
  return (
    <Alert icon={<IconHourglass size={20} />} title={words.waiting(counts.waiting)} role="status">
      <PlainLink to="/admin/approvals">{words.toApprovals}</PlainLink>
    </Alert>
  );
}
