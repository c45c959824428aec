// What this server offers besides the mail, asked once a page. Null while unknown, as without a network.
import { useEffect, useState } from 'react';
import type { WaysAnswer } from '#schema/protocol/answers.ts';
import { offeredWays } from './ways-client.ts';

export function useOfferedWays(): WaysAnswer | null {
  const [ways, setWays] = useState<WaysAnswer | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void offeredWays().then((answer) => {
      if (isCurrent && answer.ok) setWays(answer.value);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return ways;
}
