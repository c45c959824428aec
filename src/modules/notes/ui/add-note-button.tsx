// The way to a new note or reference.
import { Button } from '@mantine/core';
import { IconLink, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { strings } from '../strings.ts';

export const AddNoteButton = ({ isLink }: { isLink: boolean }) =>
  isLink ? (
    <Button
      component={Link}
      to={'/library/notes/new' as string}
      search={{ kind: 'reference' } as never}
      leftSection={<IconLink size={18} aria-hidden />}
    >
      {strings.list.addLink}
    </Button>
  ) : (
    <Button component={Link} to={'/library/notes/new' as string} leftSection={<IconPlus size={18} aria-hidden />}>
      {strings.list.add}
    </Button>
  );
