// The picture that goes with feedback: chosen as a file, pasted, or taken of a screen. It is shown as it will be sent, and nothing is
// stored before the feedback is.
import { Button, Group, Input, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconPhoto, IconScreenshot, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { PictureView } from '#src/ui/picture-view.tsx';
import { smallPicture } from '#src/ui/small-picture.ts';
import { canTakeScreen, takeScreen } from '../screen-picture.ts';
import { strings } from '../strings.ts';
import classes from './feedback.module.css';

const words = strings.form.picture;
/** Small texts of a large screen stay readable. */
const SCREEN = { mostPx: 1_600, quality: 0.88 };

interface PictureFieldProps {
  picture: Blob | null;
  onChange(picture: Blob | null): void;
}

export function PictureField({ picture, onChange }: PictureFieldProps) {
  const choosing = useRef<HTMLInputElement>(null);
  const { isBusy, problem, take } = useTaking(onChange);
  useWindowEvent('paste', (event) => {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (!file) return;
    event.preventDefault();
    void take(() => Promise.resolve(file));
  });
  return (
    <Input.Wrapper
      label={words.label}
      description={words.hint}
      error={problem}
      labelElement="div"
      role="group"
      aria-label={words.label}
    >
      {picture !== null && <Preview picture={picture} />}
      <Group gap="xs" mt={8}>
        <Button
          variant="default"
          loading={isBusy}
          leftSection={<IconPhoto size={18} aria-hidden />}
          onClick={() => choosing.current?.click()}
        >
          {words.choose}
        </Button>
        {canTakeScreen() && (
          <Button
            variant="default"
            disabled={isBusy}
            leftSection={<IconScreenshot size={18} aria-hidden />}
            onClick={() => void take(takeScreen)}
          >
            {words.take}
          </Button>
        )}
        {picture !== null && (
          <Button variant="subtle" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => onChange(null)}>
            {words.remove}
          </Button>
        )}
      </Group>
      {canTakeScreen() && (
        <Text size="xs" c="dimmed" mt={6}>
          {words.takeHint}
        </Text>
      )}
      <input
        ref={choosing}
        type="file"
        accept="image/*"
        aria-label={words.choose}
        tabIndex={-1}
        className={classes.hidden}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) void take(() => Promise.resolve(file));
        }}
      />
    </Input.Wrapper>
  );
}

/** `source` answers null when the person chose nothing. */
function useTaking(onTaken: (picture: Blob) => void) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (source: () => Promise<ImageBitmapSource | null>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const taken = await source();
      if (taken !== null) onTaken(await smallPicture(taken, SCREEN));
    } catch {
      setProblem(words.failed);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, problem, take };
}

function Preview({ picture }: { picture: Blob }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(picture);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return url !== null && <PictureView src={url} alt={words.preview} enlarge={words.enlarge} />;
}
