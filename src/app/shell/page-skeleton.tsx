// A placeholder while a page's code loads: a title and two blocks of the usual size.
import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { strings } from '../strings.ts';
import classes from './shell.module.css';

export function PageSkeleton() {
  return (
    <div className={classes.skeleton}>
      <VisuallyHidden role="status">{strings.loading}</VisuallyHidden>
      <Stack gap="lg" aria-hidden>
        <Skeleton height={36} width={180} radius="sm" />
        <Skeleton height={160} radius="lg" />
        <Skeleton height={160} radius="lg" />
      </Stack>
    </div>
  );
}
