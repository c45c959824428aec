// The end of a list that the server pages: a button for the next page, and why the last one did not come.
import { Button, Stack } from '@mantine/core';
import { Problem } from '#src/ui/problem.tsx';
import { strings } from '../strings.ts';
import type { ServerList } from '../use-server-list.ts';

interface MoreButtonProps {
  list: Extract<ServerList<{ next: string | null }>, { kind: 'ready' }>;
  onMore(): void;
}

export function MoreButton({ list: { answers, isLoadingMore, problem }, onMore }: MoreButtonProps) {
  if ((answers.at(-1)?.next ?? null) === null) return null;
  return (
    <Stack gap="sm" mt="md" align="center">
      {problem && <Problem error={problem} />}
      <Button variant="default" onClick={onMore} loading={isLoadingMore}>
        {strings.more}
      </Button>
    </Stack>
  );
}
