// What a page knows about a live query, as one state. Invariant: rows are shown only under the key they were read for or, if
// the reader asks for that, under another key of the same subject; never under a key of another subject.

export interface Loading {
  kind: 'loading';
}

/** The query failed on this device. The next change of its tables runs it again, and so does `retry`. */
export interface Failed {
  kind: 'failed';
  message: string;
  retry(): void;
}

interface ReadyRows<Row> {
  kind: 'ready';
  rows: Row[];
}

export type LiveRows<Row> = Loading | Failed | ReadyRows<Row>;

/** The state of a query for one row. `missing`: the replica has answered and has no such row. */
export type LiveRow<Row> = Loading | Failed | { kind: 'missing' } | { kind: 'ready'; row: Row };

/** The latest answer, with the key and the subject of its query. */
export interface LiveAnswer<Row> {
  key: string;
  subject: string | undefined;
  state: Failed | ReadyRows<Row>;
}

const LOADING: Loading = { kind: 'loading' };

/** Equal for equal SQL with equal parameters. */
export const liveKey = (compiled: { readonly sql: string; readonly parameters: readonly unknown[] }): string =>
  JSON.stringify([compiled.sql, compiled.parameters]);

/** Without a `subject`, rows of another key are never shown. */
export function shownRows<Row>(answer: LiveAnswer<Row> | null, key: string | null, subject: string | undefined): LiveRows<Row> {
  if (answer === null || key === null) return LOADING;
  if (answer.key === key) return answer.state;
  const isKept = subject !== undefined && answer.subject === subject && answer.state.kind === 'ready';
  return isKept ? answer.state : LOADING;
}

/** `mayArrive`: a sync in progress may still deliver the row, so an absent row is not `missing` yet. */
export function rowsToRow<Row>(state: LiveRows<Row>, mayArrive: boolean): LiveRow<Row> {
  if (state.kind !== 'ready') return state;
  const [row] = state.rows;
  if (row !== undefined) return { kind: 'ready', row };
  return mayArrive ? LOADING : { kind: 'missing' };
}

/** The rows, or undefined while loading or failed: for optional parts of a page, such as suggestions. */
export const rowsIfReady = <Row>(state: LiveRows<Row>): Row[] | undefined => (state.kind === 'ready' ? state.rows : undefined);

type RowsOf<States> = { [Name in keyof States]: States[Name] extends LiveRows<infer Row> ? Row[] : never };

/** Combines several queries: failed when one of them failed, ready when all are. */
export function joinRows<States extends Record<string, LiveRows<unknown>>>(
  states: States,
): Loading | Failed | { kind: 'ready'; rows: RowsOf<States> } {
  const rows: Record<string, unknown[]> = {};
  let isLoading = false;
  for (const [name, state] of Object.entries(states)) {
    if (state.kind === 'failed') return state;
    if (state.kind === 'loading') isLoading = true;
    else rows[name] = state.rows;
  }
  return isLoading ? LOADING : { kind: 'ready', rows: rows as RowsOf<States> };
}
