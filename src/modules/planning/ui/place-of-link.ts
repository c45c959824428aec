// Where the thing that fills an event is done.
export function placeOfLink({
  linked_kind: kind,
  linked_id: id,
}: {
  linked_kind: string | null;
  linked_id: string | null;
}): string | null {
  switch (kind) {
    case 'focus':
      return '/focus';
    case 'workout':
      return id === null ? '/train' : `/train/routines/${id}`;
    case 'habit':
      return id === null ? '/habits' : `/habits/${id}`;
    case 'goal':
      return id === null ? '/goals' : `/goals/${id}`;
    case 'quest':
      return '/quests';
    case 'book':
      return id === null ? '/library/books' : `/library/books/${id}`;
    case 'lesson':
      return '/studio/learn';
    case 'inbox':
      return '/library';
    default:
      return null;
  }
}
