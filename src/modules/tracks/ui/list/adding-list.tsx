// Files on their way in: how far each is, and what became of those that are no track.
import { ActionIcon, Progress, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { errorToText } from '#schema/protocol/errors.ts';
import { Section } from '#src/ui/section.tsx';
import { OneLine } from '#src/ui/one-line.tsx';
import { dismissFiles, groupFiles, useAdding, type AddingFile, type AddingGroup } from '../../adding/adding.ts';
import { formatShare } from '../../format.ts';
import { strings } from '../../strings.ts';
import classes from './studio.module.css';

const words = strings.adding;

export function AddingList() {
  const files = useAdding((state) => state.files);
  return (
    <Section title={words.title}>
      <ul className={classes.plainList}>
        {groupFiles(files).map((group) => (
          <Row key={group[0].id} group={group} />
        ))}
      </ul>
    </Section>
  );
}

function Row({ group }: { group: AddingGroup }) {
  const [file, ...others] = group;
  const isOver = file.state.kind === 'failed' || file.state.kind === 'known';
  return (
    <li className={classes.addingRow}>
      <div className={classes.rowWords}>
        <OneLine fw={520}>{group.map(({ name }) => name).join(', ')}</OneLine>
        <State file={file} />
      </div>
      {isOver && (
        <ActionIcon
          aria-label={others.length === 0 ? words.dismiss(file.name) : words.dismissAll(group.length)}
          onClick={() => dismissFiles(group.map(({ id }) => id))}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}

function State({ file: { name, state } }: { file: AddingFile }) {
  if (state.kind === 'waiting') return <Small>{words.waiting}</Small>;
  if (state.kind === 'copying') {
    const percent = formatShare(state.part);
    return (
      <>
        <Small>{words.copying(percent)}</Small>
        <Progress value={100 * state.part} size="sm" mt={4} aria-label={`${name}: ${percent}`} />
      </>
    );
  }
  if (state.kind === 'failed') {
    return (
      <Text size="sm" c="var(--mantine-color-error)" role="alert">
        {errorToText(state.error)}
      </Text>
    );
  }
  return (
    <Text size="sm" c="dimmed" role="status">
      {words.known(state.trackName)}.{' '}
      <Link to="/studio/track/$id" params={{ id: state.trackId }} className={classes.inlineLink}>
        {words.open}
      </Link>
    </Text>
  );
}

const Small = ({ children }: { children: string }) => (
  <Text size="sm" c="dimmed" className="tabular">
    {children}
  </Text>
);
