// A picture as a small button; a tap shows it as large as the window allows.
import { Modal } from '@mantine/core';
import { useState } from 'react';
import classes from './picture-view.module.css';

interface PictureViewProps {
  src: string;
  /** What the picture is of. */
  alt: string;
  /** What a tap does, in words. */
  enlarge: string;
  /** The bytes cannot be read, or are no picture. */
  onError?(): void;
}

export function PictureView({ src, alt, enlarge, onError }: PictureViewProps) {
  const [isLarge, setLarge] = useState(false);
  return (
    <>
      <button type="button" className={classes.small} aria-label={enlarge} onClick={() => setLarge(true)}>
        <img src={src} alt={alt} decoding="async" {...(onError && { onError })} />
      </button>
      {isLarge && (
        <Modal
          opened
          size="auto"
          title={alt}
          onClose={() => setLarge(false)}
          closeButtonProps={{ 'aria-label': 'Close', size: 44 }}
        >
          <img src={src} alt={alt} className={classes.large} />
        </Modal>
      )}
    </>
  );
}
