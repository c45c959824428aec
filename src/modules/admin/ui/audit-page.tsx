// The audit log with filters, newest first, and all that matches as a file.
import { Badge, Button, Skeleton, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { AUDIT_EVENTS, AUDIT_STATUSES, type AuditGroup } from '#schema/access/audit-events.ts';
import type { AuditEntry } from '#schema/protocol/admin.ts';
import { eventWords } from '#src/modules/accounts/public.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { formatDay, formatMoment } from '#src/format/days.ts';
import { RowBody } from '#src/ui/list.tsx';
import { FilterSelect, GroupedList, ListStates, ListToolbar, SearchField, useAddressFields } from '#src/ui/list-page/public.ts';
import { DayField } from '#src/ui/time-fields.tsx';
import { auditFileAddress, readAudit } from '../admin-client.ts';
import { strings } from '../strings.ts';
import { useEntitlements } from '../use-entitlements.ts';
import { useServerList } from '../use-server-list.ts';
import classes from './admin.module.css';
import { AdminFrame, NotRead } from './admin-frame.tsx';
import { FactDetails } from './fact-details.tsx';
import { MoreButton } from './more-button.tsx';

const words = strings.audit;
const FIELDS = { who: '', what: '', status: '', from: '', to: '' } as const;
type Fields = { [Name in keyof typeof FIELDS]: string };

export function AuditPage() {
  const [fields, change] = useAddressFields(FIELDS);
  const { firstWeekday } = useSettings();
  const may = useEntitlements();
  const params = toParams(fields);
  return (
    <AdminFrame
      title={words.title}
      text={words.text}
      actions={
        may.has('audit.export') && (
          <Button
            component="a"
            href={auditFileAddress(params)}
            download
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
          >
            {words.save}
          </Button>
        )
      }
      filters={
        <ListToolbar>
          <SearchField label={words.who} placeholder={words.whoHint} value={fields.who} onChange={(who) => change({ who })} />
          <FilterSelect
            label={words.eventLabel}
            any={{ value: '', label: words.anyEvent }}
            options={(Object.keys(AUDIT_EVENTS) as AuditGroup[]).map((value) => ({ value, label: strings.groups[value] }))}
            value={fields.what}
            onChange={(what) => change({ what })}
          />
          <FilterSelect
            label={words.statusLabel}
            any={{ value: '', label: words.anyStatus }}
            options={AUDIT_STATUSES.map((value) => ({ value, label: words.status[value] ?? value }))}
            value={fields.status}
            onChange={(status) => change({ status })}
          />
          <DayField
            label={words.from}
            firstWeekday={firstWeekday}
            isClearable
            value={fields.from || null}
            onChange={(day) => change({ from: day ?? '' })}
          />
          <DayField
            label={words.to}
            firstWeekday={firstWeekday}
            isClearable
            value={fields.to || null}
            onChange={(day) => change({ to: day ?? '' })}
          />
        </ListToolbar>
      }
    >
      <Entries params={params} onClear={() => change(FIELDS)} />
    </AdminFrame>
  );
}

function toParams({ who, what, status, from, to }: Fields): Record<string, string> {
  const events = what in AUDIT_EVENTS ? AUDIT_EVENTS[what as AuditGroup].join(',') : '';
  return {
    ...{ who, events, status },
    from: from === '' ? '' : new Date(`${from}T00:00:00`).toISOString(),
    to: to === '' ? '' : new Date(new Date(`${to}T00:00:00`).getTime() + 24 * 3_600_000).toISOString(),
  };
}

function Entries({ params, onClear }: { params: Record<string, string>; onClear(): void }) {
  const { list, reload, more } = useServerList(JSON.stringify(params), (cursor) => readAudit({ ...params, cursor }));
  if (list.kind === 'loading') return <Skeleton height={320} radius="lg" />;
  if (list.kind === 'failed') return <NotRead error={list.error} onRetry={reload} />;
  const entries = list.answers.flatMap((answer) => answer.entries);
  return (
    <ListStates
      count={entries.length}
      isNarrowed
      onClear={onClear}
      none={words.none}
      noneText={words.noneText}
      words={words.count(entries.length, (list.answers.at(-1)?.next ?? null) !== null)}
    >
      <GroupedList
        label={words.title}
        rows={entries}
        keyOf={({ id }: AuditEntry) => id}
        headingOf={({ at }) => formatDay(dayOf(at))}
        estimatePx={104}
      >
        {(entry) => <Entry entry={entry} />}
      </GroupedList>
      <MoreButton list={list} onMore={more} />
    </ListStates>
  );
}

/** The day in this device's zone. */
function dayOf(at: string): string {
  const local = new Date(at);
  return [local.getFullYear(), local.getMonth() + 1, local.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

function Entry({ entry }: { entry: AuditEntry }) {
  const who = entry.email ?? (entry.userId === null ? words.nobody : words.gone);
  const isOther = entry.resourceEmail !== null && entry.resourceEmail !== entry.email;
  return (
    <RowBody
      actions={
        entry.status !== 'success' && (
          <Badge variant="light" color="red" tt="none">
            {words.status[entry.status] ?? entry.status}
          </Badge>
        )
      }
    >
      <Text fw={520}>{eventWords[entry.event] ?? entry.event}</Text>
      <Text size="sm" className={classes.long}>
        {isOther ? `${who} ${words.on(entry.resourceEmail ?? '')}` : who}
      </Text>
      <Text size="sm" c="dimmed" className="tabular">
        {[formatMoment(new Date(entry.at)), ...(entry.address === null ? [] : [words.at(entry.address)])].join(' · ')}
      </Text>
      <Details entry={entry} />
    </RowBody>
  );
}

function Details({ entry: { agent, resourceType, resourceId, details } }: { entry: AuditEntry }) {
  const facts: [string, string][] = [
    ...(resourceType === null
      ? []
      : [[words.resource, [resourceType, resourceId].filter(Boolean).join(' ')] as [string, string]]),
    ...Object.entries(details).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
    ...(agent === null ? [] : [[words.agent, agent] as [string, string]]),
  ];
  return <FactDetails title={words.details} facts={facts} />;
}
