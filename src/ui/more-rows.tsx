// Below a list that is read up to a limit: the button that reads the next rows.
import { Button } from '@mantine/core';

interface MoreRowsProps {
  /** How many rows were read. Fewer than the limit are all there are. */
  count: number;
  limit: number;
  onMore(): void;
}

export const MoreRows = ({ count, limit, onMore }: MoreRowsProps) =>
  count === limit && (
    <Button variant="default" onClick={onMore}>
      Show more
    </Button>
  );
