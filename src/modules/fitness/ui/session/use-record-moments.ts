// Says a record the moment it falls. Records that were there when the page opened are not news.
import { useEffect, useRef } from 'react';
import { useSettings } from '#src/modules/settings/public.ts';
import { showToast } from '#src/ui/toast.tsx';
import { formatRecord } from '../../format.ts';
import { strings } from '../../strings.ts';
import { useSessionRecords } from '../../use-session.ts';

const words = strings.session;

export function useRecordMoments(sessionId: string): void {
  const { units } = useSettings();
  const records = useSessionRecords(sessionId);
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!records) return;
    const seen = known.current;
    known.current = new Set([...(seen ?? []), ...records.map(({ id }) => id)]);
    if (!seen) return;
    const fresh = records.filter(({ id, previous_value }) => !seen.has(id) && previous_value !== null);
    // One set often breaks several records; they are said together.
    for (const setId of new Set(fresh.map(({ exercise_set_id }) => exercise_set_id))) {
      const ofSet = fresh.filter(({ exercise_set_id }) => exercise_set_id === setId);
      const lines = ofSet.map(({ record_type, value, previous_value }) =>
        words.recordText(
          strings.records[record_type],
          formatRecord(record_type, value, units),
          formatRecord(record_type, previous_value ?? 0, units),
        ),
      );
      showToast({ title: words.record(ofSet[0]?.name ?? ''), message: lines.join('. ') });
    }
  }, [records, units]);
}
