// The page of one record and of the rows beside it: a stand-in while they are read, the failure, the record that is not there, or all.
import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { MissingPage, type MissingPageProps } from './missing-page.tsx';
import { Page } from './page.tsx';
import { ReadProblem, type Read, type Unready } from './when-read.tsx';

interface RecordFrame<Row> {
  /** The page's heading until the record is read. */
  title: string;
  height?: number;
  record: Read<{ kind: 'ready'; row: Row }> | { kind: 'missing' };
  missing: MissingPageProps;
}

type RecordPageProps<Row, Rows> = RecordFrame<Row> &
  (
    | { beside?: undefined; children(row: Row): ReactNode }
    | { beside: Read<{ kind: 'ready'; rows: Rows }>; children(row: Row, rows: Rows): ReactNode }
  );

export function RecordPage<Row, Rows>(props: RecordPageProps<Row, Rows>) {
  const { title, height = 480, record, missing } = props;
  const waiting = (read: Unready) => (
    <Page title={title}>{read.kind === 'failed' ? <ReadProblem failed={read} /> : <Skeleton height={height} radius="lg" />}</Page>
  );
  if (record.kind === 'missing') return <MissingPage {...missing} />;
  if (record.kind !== 'ready') return waiting(record);
  if (props.beside === undefined) return props.children(record.row);
  return props.beside.kind === 'ready' ? props.children(record.row, props.beside.rows) : waiting(props.beside);
}
