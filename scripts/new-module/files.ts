// The files of a new domain: a working starting point to change.
import { searchable } from '#schema/tables.ts';

/** The files by path from the root. `column` is the text column with the name of a record. */
export function domainFiles(name: string, table: string, column: string): Record<string, string> {
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const schema = `schema/${name}`;
  const module = `src/modules/${name}`;
  return {
    [`${schema}/rules.ts`]: rules(name),
    [`${schema}/rules.test.ts`]: rulesTest(name),
    [`${schema}/commands.ts`]: commands(name, table, column),
    [`tests/conformance/scenarios/${name}.ts`]: scenarios(name, table, column),
    [`${module}/module.ts`]: manifest(name, title),
    [`${module}/queries.ts`]: queries(name, title, table, column),
    [`${module}/samples.ts`]: samples(name, title),
    [`${module}/commands.ts`]: pageCommands(name, title),
    [`${module}/command-words.ts`]: commandWords(name),
    [`${module}/search.ts`]: search(name, table),
    [`${module}/strings.ts`]: strings(name, title),
    [`${module}/ui/${name}-page.tsx`]: page(name, title),
    [`${module}/ui/${name}-dialog.tsx`]: dialog(name, title),
    [`${module}/ui/today-card.tsx`]: card(name, title),
    [`tests/e2e/${name}.test.ts`]: pageTest(name, title),
  };
}

const rules = (name: string) => `// The limits of a record of ${name}.
export const ${name}Limits = { title: 200 } as const;

/** The stored form of a title: trimmed, with single spaces. */
export const tidyTitle = (title: string): string => title.trim().replaceAll(/\\s+/g, ' ');
`;

const rulesTest = (name: string) => `import { expect, test } from 'vitest';
import { tidyTitle } from './rules.ts';

test('a title of ${name} keeps its words and loses extra spaces', () => {
  expect(tidyTitle('  Two   words\\n')).toBe('Two words');
});
`;

const commands = (
  name: string,
  table: string,
  column: string,
) => `// The commands of ${name}. Ids are made by the device that adds the record.
import { z } from 'zod';
import { defineCommand } from '../command/define.ts';
import { deleteOwn, insertionOutcome, insertOwn, madeAt, patchOwn } from '../command/kit.ts';
import { rowId } from '../command/values.ts';
import { ${name}Limits, tidyTitle } from './rules.ts';

const title = z.string().trim().min(1).max(${name}Limits.title);

const add = defineCommand('${name}.add', {
  args: z.object({ id: rowId, title }),
  async apply(db, args, ctx) {
    const insertion = await insertOwn(db, ctx, '${table}', { id: args.id, ${column}: tidyTitle(args.title), ...madeAt(ctx) });
    return insertionOutcome(insertion);
  },
});

const edit = defineCommand('${name}.edit', {
  args: z.object({ id: rowId, title: title.optional() }),
  apply: (db, args, ctx) =>
    patchOwn(db, ctx, '${table}', args.id, { ${column}: args.title === undefined ? undefined : tidyTitle(args.title) }),
});

const remove = defineCommand('${name}.delete', {
  args: z.object({ id: rowId }),
  apply: (db, { id }, ctx) => deleteOwn(db, ctx, '${table}', id),
});

export const ${name}Commands = [add, edit, remove] as const;
`;

const scenarios = (name: string, table: string, column: string) => `// ${name} on one device and on two.
import { expect } from 'vitest';
import { scenarioId, step, type Scenario } from '../scenario.ts';

const one = scenarioId('${name} one');

export const simulated = 'Each command changes one row, as in the inbox.';

export const scenarios: Scenario[] = [
  {
    title: 'A record is stored, and an edit on another device changes it.',
    steps: [
      step(0, '${name}.add', { id: one, title: '  First   words ' }),
      step(5, '${name}.edit', { id: one, title: 'Other words' }, { device: 'desktop' }),
    ],
    then: (rows) => expect(rows['${table}']).toMatchObject([{ id: one, ${column}: 'Other words' }]),
  },
  {
    title: 'Undoing a deletion restores the record under the same id.',
    steps: [
      step(0, '${name}.add', { id: one, title: 'First words' }),
      step(1, '${name}.delete', { id: one }),
      step(2, '${name}.edit', { id: one, title: 'Too late' }, { device: 'desktop', outcome: 'not_found' }),
      step(3, '${name}.add', { id: one, title: 'First words' }),
    ],
    then: (rows) => expect(rows['${table}']).toMatchObject([{ id: one, ${column}: 'First words' }]),
  },
];
`;

const manifest = (name: string, title: string) => `// The manifest of ${name}.
import { IconNotes } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const ${name}Module = defineModule({
  name: '${name}',
  rooms: [{ of: '/library', to: '/library/${name}', name: '${title}', icon: IconNotes, order: 50 }],
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/library/${name}',
      component: lazyRouteComponent(() => import('./ui/${name}-page.tsx'), '${title}Page'),
    }),
  ],
  today: {
    name: '${title}',
    order: 85,
    Content: lazy(async () => ({ default: (await import('./ui/today-card.tsx')).${title}Card })),
  },
  search: async () => (await import('./search.ts')).${name}Search,
  commandWords: async () => (await import('./command-words.ts')).${name}Words,
});
`;

const queries = (name: string, title: string, table: string, column: string) => `// The queries of ${name} on the replica.
import { replicaDb } from '#src/replica/query-builder.ts';

/** Newest first. */
export const ${name}Records = (limit = 500) =>
  replicaDb.selectFrom('${table}').select(['id', '${column} as title']).orderBy('created_at', 'desc').orderBy('id').limit(limit);

export type ${title}Record = Awaited<ReturnType<ReturnType<typeof ${name}Records>['execute']>>[number];
`;

const samples = (name: string, title: string) => `// The queries that the screens of ${name} run, for the bench.
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async () => ({
  Today: { '${name}Records, on Today': queries.${name}Records(3) },
  ${title}: { ${name}Records: queries.${name}Records() },
});
`;

const pageCommands = (name: string, title: string) => `// What ${name} does beyond saving one command: it takes a deletion back.
import { showToast } from '#src/ui/toast.tsx';
import type { Run } from '../use-run.ts';
import type { ${title}Record } from './queries.ts';
import { strings } from './strings.ts';

export async function deleteRecord(run: Run, { id, title }: ${title}Record): Promise<void> {
  if (!(await run('${name}.delete', { id }))) return;
  const restore = () => void run('${name}.add', { id, title });
  showToast({ message: strings.deleted, action: { label: strings.undo, run: restore } });
}
`;

const commandWords = (name: string) => `// The commands of ${name} as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const ${name}Words = {
  '${name}.add': 'Add to ${name}',
  '${name}.edit': 'Change ${name}',
  '${name}.delete': 'Delete from ${name}',
} satisfies Record<Extract<CommandName, \`${name}.\${string}\`>, string>;
`;

const search = (name: string, table: string) => `// Search results of ${name}.
import { IconNotes } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

export const ${name}Search: SearchSource = {
  pages: (navigate) => [
    { id: 'page-${name}', label: strings.title, icon: IconNotes, run: () => void navigate({ to: '/library/${name}' }) },
  ],${
    isSearchable(table)
      ? `
  records: [
    {
      table: '${table}',
      name: strings.title,
      icon: IconNotes,
      open: (_record, { navigate }) => void navigate({ to: '/library/${name}' }),
    },
  ],`
      : ''
  }
};
`;

/** Whether the search indexes the table. A table becomes searchable with a line in schema/tables.ts. */
const isSearchable = (table: string): boolean => Object.hasOwn(searchable, table);

const strings = (name: string, title: string) => `// The texts of ${name}.
export const strings = {
  title: '${title}',
  description: 'Saved on this device, and on your other devices once you sign in.',
  add: 'Add',
  addTitle: 'Add to ${name}',
  editTitle: 'Edit',
  name: 'Title',
  needName: 'Enter a title.',
  edit: (title: string) => \`Edit “\${title}”\`,
  remove: (title: string) => \`Delete “\${title}”\`,
  deleted: 'Deleted',
  undo: 'Undo',
  emptyTitle: 'Nothing here yet',
  emptyText: 'Add your first entry. It only needs a title.',
  open: 'Open ${name}',
} as const;
`;

const page = (name: string, title: string) => `// The list of ${name}: add, edit, delete and undo.
import { ActionIcon, Button, Skeleton, Text } from '@mantine/core';
import { IconNotes, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Rooms } from '#src/modules/rooms.tsx';
import { useRun } from '#src/modules/use-run.ts';
import { useRows } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { List, ListRow } from '#src/ui/list.tsx';
import { Page } from '#src/ui/page.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { deleteRecord } from '../commands.ts';
import { ${name}Records, type ${title}Record } from '../queries.ts';
import { strings } from '../strings.ts';
import { ${title}Dialog } from './${name}-dialog.tsx';

type Dialog = { kind: 'closed' } | { kind: 'new' } | { kind: 'edit'; record: ${title}Record };

export function ${title}Page() {
  const read = useRows(${name}Records());
  const [dialog, setDialog] = useState<Dialog>({ kind: 'closed' });
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setDialog({ kind: 'new' })}>
      {strings.add}
    </Button>
  );
  return (
    <Page title={strings.title} description={strings.description} actions={add}>
      <Rooms of="/library" />
      <WhenRead read={read} loading={<Skeleton height={160} radius="lg" />}>
        {({ rows }) => <Records rows={rows} onEdit={(record) => setDialog({ kind: 'edit', record })} />}
      </WhenRead>
      {dialog.kind !== 'closed' && (
        <${title}Dialog record={dialog.kind === 'edit' ? dialog.record : null} onClose={() => setDialog({ kind: 'closed' })} />
      )}
    </Page>
  );
}

function Records({ rows, onEdit }: { rows: readonly ${title}Record[]; onEdit(record: ${title}Record): void }) {
  const run = useRun();
  if (rows.length === 0) {
    return (
      <EmptyPlace icon={IconNotes} title={strings.emptyTitle}>
        {strings.emptyText}
      </EmptyPlace>
    );
  }
  return (
    <List label={strings.title}>
      {rows.map((record) => (
        <ListRow
          key={record.id}
          actions={
            <>
              <ActionIcon aria-label={strings.edit(record.title)} onClick={() => onEdit(record)}>
                <IconPencil size={18} />
              </ActionIcon>
              <ActionIcon aria-label={strings.remove(record.title)} onClick={() => void deleteRecord(run, record)}>
                <IconTrash size={18} />
              </ActionIcon>
            </>
          }
        >
          <Text fw={520}>{record.title}</Text>
        </ListRow>
      ))}
    </List>
  );
}
`;

const dialog = (name: string, title: string) => `// Adds or edits one record.
import { TextInput } from '@mantine/core';
import { newId } from '#schema/ids.ts';
import { ${name}Limits } from '#schema/${name}/rules.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import type { ${title}Record } from '../queries.ts';
import { strings } from '../strings.ts';

export function ${title}Dialog({ record, onClose }: { record: ${title}Record | null; onClose(): void }) {
  const save = useSave();
  const form = useCommandForm({
    initialValues: { title: record?.title ?? '' },
    toArgs: ({ title }) => ({ title: title.trim() }),
    validate: ({ title }) => (title.trim() === '' ? { title: strings.needName } : {}),
    save: record
      ? { change: (changes) => save('${name}.edit', { id: record.id, ...changes }) }
      : { create: (args) => save('${name}.add', { id: newId(), ...args }) },
    onDone: onClose,
  });
  return (
    <FormDialog title={record ? strings.editTitle : strings.addTitle} form={form} onClose={onClose}>
      <TextInput
        label={strings.name}
        maxLength={${name}Limits.title}
        data-autofocus
        {...form.fields.getInputProps('title')}
      />
    </FormDialog>
  );
}
`;

const card = (name: string, title: string) => `// ${title} on Today: the latest records and a link to the list.
import { Skeleton, Text } from '@mantine/core';
import { useRows } from '#src/replica/public.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { ${name}Records } from '../queries.ts';
import { strings } from '../strings.ts';

export function ${title}Card() {
  const read = useRows(${name}Records(3));
  return (
    <WhenRead read={read} loading={<Skeleton height={96} radius="lg" />}>
      {({ rows }) => (
        <List label={strings.title}>
          {rows.map(({ id, title }) => (
            <ListRow key={id}>
              <Text>{title}</Text>
            </ListRow>
          ))}
          <ListRow>
            <PlainLink to="/library/${name}">{strings.open}</PlainLink>
          </ListRow>
        </List>
      )}
    </WhenRead>
  );
}
`;

const pageTest = (name: string, title: string) => `// The page of ${name}: its actions, and a check by axe.
import { beforeAll, expect, test } from 'vitest';
import { findings, settled } from './axe.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
let device: Device;

beforeAll(async () => {
  device = await app.open();
});

test('a person adds, edits, deletes and restores a record, and sees it on Today', async () => {
  await device.visit('/library/${name}');
  const { page } = device;
  expect(await findings(device)).toEqual([]);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('First words');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Edit “First words”' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Other words');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Edit “Other words”' }).waitFor();
  await settled(device);
  expect(await findings(device)).toEqual([]);

  await device.visit('/');
  await page.getByRole('list', { name: '${title}' }).getByText('Other words').waitFor();

  await device.visit('/library/${name}');
  await page.getByRole('button', { name: 'Delete “Other words”' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Edit “Other words”' }).waitFor();
});

test('no page logged an error', () => {
  expect(device.noise).toEqual([]);
});
`;
