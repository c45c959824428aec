// Several rows of a list chosen together: the mode, the checkbox of a row, and the bar of what can be done with them.
// Invariant: only rows that the list shows are chosen; a filter takes the others out.
import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import classes from './list-page.module.css';

export interface Selection {
  isOn: boolean;
  chosen: ReadonlySet<string>;
  /** `isRange`: with everything between it and the row chosen last. */
  toggle(id: string, isRange: boolean): void;
  choose(ids: readonly string[]): void;
  start(): void;
  end(): void;
  /** The ids of the rows shown, in their order. */
  ids: readonly string[];
}

const NONE: ReadonlySet<string> = new Set();

export function useSelection(ids: readonly string[]): Selection {
  const [kept, setKept] = useState<ReadonlySet<string> | null>(null);
  const [last, setLast] = useState<string | null>(null);
  const chosen = kept === null ? NONE : new Set(ids.filter((id) => kept.has(id)));
  return {
    isOn: kept !== null,
    chosen,
    ids,
    toggle(id, isRange) {
      const next = new Set(chosen);
      const isChosen = !next.has(id);
      for (const one of isRange ? idsBetween(ids, last ?? id, id) : [id]) {
        if (isChosen) next.add(one);
        else next.delete(one);
      }
      setKept(next);
      setLast(id);
    },
    choose: (some) => setKept(new Set(some)),
    start: () => setKept(NONE),
    end: () => setKept(null),
  };
}

/** Both included. */
function idsBetween(ids: readonly string[], a: string, b: string): readonly string[] {
  const [from = 0, to = 0] = [ids.indexOf(a), ids.indexOf(b)].toSorted((x, y) => x - y);
  return from < 0 ? [b] : ids.slice(from, to + 1);
}

export const RowCheck = ({ selection, id, name }: { selection: Selection; id: string; name: string }) => (
  // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- The control is within Mantine's checkbox.
  <label className={classes.check}>
    <Checkbox
      size="md"
      aria-label={`Select “${name}”`}
      checked={selection.chosen.has(id)}
      // A change of a checkbox is a click for the browser, by the keyboard too.
      onChange={({ nativeEvent }) => selection.toggle(id, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true)}
    />
  </label>
);

/** Around a list and its bar: Escape ends the selection, Ctrl or Cmd + A chooses all. */
export function SelectionScope({ selection, children }: { selection: Selection; children: ReactNode }) {
  const scope = useRef<HTMLDivElement>(null);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!selection.isOn || event.defaultPrevented) return;
    // Without a focus the keys are the list's too; within a dialog they are not.
    if (event.target !== document.body && !scope.current?.contains(event.target as Node)) return;
    if (event.key === 'Escape') {
      scope.current?.querySelector<HTMLElement>('[data-selection-switch]')?.focus();
      selection.end();
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      selection.choose(selection.ids);
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
  return <div ref={scope}>{children}</div>;
}

export const SelectionSwitch = ({ selection }: { selection: Selection }) => (
  <Button
    variant="subtle"
    size="sm"
    data-selection-switch
    aria-pressed={selection.isOn}
    onClick={selection.isOn ? selection.end : selection.start}
  >
    {selection.isOn ? 'Done' : 'Select'}
  </Button>
);

/** `children`: the actions, disabled while nothing is chosen. */
export function SelectionBar({ selection, children }: { selection: Selection; children: ReactNode }) {
  if (!selection.isOn) return null;
  const isAll = selection.chosen.size === selection.ids.length;
  const words = `${selection.chosen.size} selected`;
  return (
    <section className={classes.selectionBar} data-above-bar aria-label={words}>
      <Group gap="xs">
        <Text size="sm" fw={560} className="tabular" role="status">
          {words}
        </Text>
        <Button variant="subtle" size="sm" onClick={() => selection.choose(isAll ? [] : selection.ids)}>
          {isAll ? 'Select none' : 'Select all'}
        </Button>
      </Group>
      <div className={classes.selectionActions}>{children}</div>
    </section>
  );
}
