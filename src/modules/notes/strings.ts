// The texts of notes.
export const strings = {
  title: 'Notes',
  description: 'Saved on this device, and on your other devices once you sign in.',
  add: 'Add',
  addTitle: 'Add to notes',
  editTitle: 'Edit',
  name: 'Title',
  needName: 'Enter a title.',
  edit: (title: string) => `Edit “${title}”`,
  remove: (title: string) => `Delete “${title}”`,
  deleted: 'Deleted',
  undo: 'Undo',
  emptyTitle: 'Nothing here yet',
  emptyText: 'Add your first entry. It only needs a title.',
  open: 'Open notes',
} as const;
