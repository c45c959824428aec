// What a session is for: one of the person's habits, goals and inbox items.
import { Select, Skeleton } from '@mantine/core';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import type { FocusLink } from '../model.ts';
import { focusTargets, type FocusTargetRow } from '../queries.ts';
import { strings } from '../strings.ts';

const KINDS = ['habit', 'goal', 'task'] as const;
const ABOVE = { position: 'top' } as const;

interface LinkFieldProps {
  /** Without a label above it, where room is short. */
  isCompact?: boolean;
  value: FocusLink | null;
  onChange(next: FocusTargetRow | null): void;
}

export function LinkField({ value, onChange, isCompact = false }: LinkFieldProps) {
  const read = useRows(focusTargets());
  // A person who never had one of them sees no gap.
  if (read.kind === 'loading') return <Skeleton height={0} />;
  const targets = rowsIfReady(read) ?? [];
  if (targets.length === 0) return null;
  const data = KINDS.map((kind) => ({
    group: strings.linkKinds[kind],
    items: targets.filter((one) => one.kind === kind).map(({ id, title }) => ({ value: id, label: title })),
  })).filter(({ items }) => items.length > 0);
  return (
    <Select
      {...(isCompact ? { 'aria-label': strings.link } : { label: strings.link })}
      placeholder={strings.linkHint}
      searchable
      clearable
      data={data}
      value={value?.id ?? null}
      onChange={(id) => onChange(targets.find((one) => one.id === id) ?? null)}
      comboboxProps={ABOVE}
    />
  );
}
