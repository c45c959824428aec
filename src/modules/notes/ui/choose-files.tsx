// A button that lets a person choose files; the same file can be chosen again.
import { Button, type ButtonProps } from '@mantine/core';
import { useRef } from 'react';
import classes from './notes.module.css';

interface ChooseFilesProps extends Pick<ButtonProps, 'variant' | 'size' | 'leftSection'> {
  label: string;
  isBusy: boolean;
  onChoose(files: readonly File[]): void;
}

export function ChooseFiles({ label, isBusy, onChoose, ...look }: ChooseFilesProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...look} loading={isBusy} onClick={() => field.current?.click()}>
        {label}
      </Button>
      <input
        ref={field}
        type="file"
        multiple
        tabIndex={-1}
        aria-label={label}
        className={classes.hidden}
        onChange={(event) => {
          onChoose([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
