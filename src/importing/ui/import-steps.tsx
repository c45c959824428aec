// The steps that look the same in every import: choosing a file, reading it, saving with progress and a stop button, undoing,
// and failing with a message. The domain's page renders the others: the contents of a file (`preview`) and the results
// (`ended`, `undone`).
import { Button, FileButton, Progress, Stack, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import type { ImportDomain } from '#schema/formats.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Section } from '#src/ui/section.tsx';
import { takeHandedFile } from '../handed-file.ts';
import { PreviewRow, ShortList } from './row-list.tsx';
import { strings } from '../strings.ts';
import type { ImportState } from '../use-import.ts';

export interface ImportStepWords {
  choose: string;
  chooseText: string;
  running: string;
  undoing: string;
  progress(done: number, total: number): string;
}

interface ImportStepsProps<Domain extends ImportDomain> {
  state: ImportState<Domain>;
  words: ImportStepWords;
  /** Filter of the file dialog: `.csv,text/csv`. */
  accept: string;
  /** `path`: the chosen file in an archive with several. */
  onChoose(file: File, path: string | null): void;
  onStop(): void;
  onReset(): void;
  /** Shown below the file choice: the results of earlier imports. */
  before?: ReactNode;
}

export function ImportSteps<Domain extends ImportDomain>(props: ImportStepsProps<Domain>) {
  const { state, words, onReset } = props;
  const takeHanded = useEffectEvent(() => {
    const file = takeHandedFile();
    if (file) props.onChoose(file, null);
  });
  useEffect(() => takeHanded(), []);
  switch (state.kind) {
    case 'choosing':
      return (
        <>
          <ChooseFile words={words} accept={props.accept} onChoose={(file) => props.onChoose(file, null)} />
          {props.before}
        </>
      );
    case 'reading':
      return <Text role="status">{strings.reading} …</Text>;
    case 'unknown':
      return <Stopped title={strings.unknown} text={state.reason} onReset={onReset} />;
    case 'several':
      return <Several files={state.files} onChoose={(path) => props.onChoose(state.file, path)} onReset={onReset} />;
    case 'failed':
      return <Stopped title={strings.failed} text={state.text} onReset={onReset} />;
    case 'running':
      return <Running title={words.running} words={words.progress} {...state} onStop={props.onStop} />;
    case 'undoing':
      return <Running title={words.undoing} words={words.progress} {...state} />;
    case 'preview':
    case 'ended':
    case 'undone':
      return null;
  }
}

interface ChooseFileProps {
  words: { choose: string; chooseText: string };
  accept: string;
  onChoose(file: File): void;
}

const ChooseFile = ({ words, accept, onChoose }: ChooseFileProps) => (
  <EmptyPlace
    icon={IconFileImport}
    title={words.choose}
    action={
      <FileButton accept={accept} onChange={(file) => file && onChoose(file)} inputProps={{ 'aria-label': words.choose }}>
        {(props) => <Button {...props}>{words.choose}</Button>}
      </FileButton>
    }
  >
    {words.chooseText}
  </EmptyPlace>
);

interface SeveralProps {
  files: readonly { path: string; format: string }[];
  onChoose(path: string): void;
  onReset(): void;
}

const Several = ({ files, onChoose, onReset }: SeveralProps) => (
  <>
    <Section title={strings.several(files.length)} description={strings.severalText}>
      <ShortList
        showAll={strings.showAllFiles}
        rows={files.map(({ path, format }) => (
          <PreviewRow
            key={path}
            words={
              <>
                <Text component="span" fw={520}>
                  {path}
                </Text>
                <Text component="span" size="sm" c="dimmed">
                  {format}
                </Text>
              </>
            }
            after={
              <Button variant="default" size="compact-md" aria-label={strings.openOf(path)} onClick={() => onChoose(path)}>
                {strings.open}
              </Button>
            }
          />
        ))}
      />
    </Section>
    <Button variant="default" onClick={onReset}>
      {strings.another}
    </Button>
  </>
);

const Stopped = ({ title, text, onReset }: { title: string; text: string; onReset(): void }) => (
  <EmptyPlace icon={IconFileImport} title={title} action={<Button onClick={onReset}>{strings.another}</Button>}>
    {text}
  </EmptyPlace>
);

interface RunningProps {
  title: string;
  done: number;
  total: number;
  words(done: number, total: number): string;
  onStop?(): void;
}

function Running({ title, done, total, words, onStop }: RunningProps) {
  const percent = total === 0 ? 100 : Math.round((done / total) * 100);
  return (
    <Section title={title}>
      <Stack gap="xs">
        <Text className="tabular" role="status">
          {words(done, total)}
        </Text>
        <Progress.Root size="lg">
          <Progress.Section value={percent} aria-label={words(done, total)} />
        </Progress.Root>
      </Stack>
      {onStop && (
        <Button variant="default" mt="md" onClick={onStop}>
          {strings.stop}
        </Button>
      )}
    </Section>
  );
}
