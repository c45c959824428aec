// A list whose order a person changes: by the pointer, by touch, and by keyboard (space takes a row, arrows move it, space drops it).
import { ActionIcon } from '@mantine/core';
import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
  type Over,
  type UniqueIdentifier,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { IconGripVertical } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import listClasses from './list.module.css';
import classes from './sortable-list.module.css';

const INSTRUCTIONS = {
  draggable: 'Press space to pick the row up, the arrow keys to move it, space to drop it, and escape to put it back.',
};

interface SortableListProps<Item> {
  label: string;
  items: readonly Item[];
  idOf(item: Item): string;
  /** Names the row for its handle. */
  nameOf(item: Item): string;
  /** `to`: the place the row has afterwards, from 0. */
  onMove(id: string, to: number): void;
  children(item: Item): ReactNode;
}

export function SortableList<Item>({ label, items, idOf, nameOf, onMove, children }: SortableListProps<Item>) {
  const sensors = useSensors(
    // A tap on the handle is no drag.
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = items.map(idOf);
  // Read aloud; without it dnd-kit reads out the ids.
  const nameAt = (id: UniqueIdentifier): string => {
    const item = items[ids.indexOf(String(id))];
    return item === undefined ? '' : `“${nameOf(item)}”`;
  };
  const placeOf = (over: Over | null): string =>
    over === null ? 'outside of the list' : `at place ${ids.indexOf(String(over.id)) + 1} of ${ids.length}`;
  const announcements: Announcements = {
    onDragStart: ({ active }) => `${nameAt(active.id)} is picked up`,
    onDragOver: ({ active, over }) => `${nameAt(active.id)} is ${placeOf(over)}`,
    onDragEnd: ({ active, over }) => `${nameAt(active.id)} is dropped ${placeOf(over)}`,
    onDragCancel: ({ active }) => `${nameAt(active.id)} is back at its place`,
  };
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) onMove(String(active.id), ids.indexOf(String(over.id)));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{ announcements, screenReaderInstructions: INSTRUCTIONS }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ul className={listClasses.list} aria-label={label}>
          {items.map((item) => (
            <Row key={idOf(item)} id={idOf(item)} name={nameOf(item)}>
              {children(item)}
            </Row>
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}

function Row({ id, name, children }: { id: string; name: string; children: ReactNode }) {
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({ id });
  return (
    <li
      ref={setNodeRef}
      className={classes.row}
      data-dragging={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <ActionIcon
        ref={setActivatorNodeRef}
        {...attributes}
        {...listeners}
        aria-label={`Move “${name}”`}
        className={classes.handle}
      >
        <IconGripVertical size={18} aria-hidden />
      </ActionIcon>
      <div className={listClasses.words}>{children}</div>
    </li>
  );
}
