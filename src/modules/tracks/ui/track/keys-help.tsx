// The keys of the Studio, for whoever has a keyboard.
import { Button, Modal } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useState } from 'react';
import { strings } from '../../strings.ts';
import classes from './track.module.css';

export function KeysHelp() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="sm"
        visibleFrom="md"
        leftSection={<IconKeyboard size={18} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {strings.keys.title}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={strings.keys.title}
        closeButtonProps={{ 'aria-label': strings.close }}
      >
        <dl className={classes.keyList}>
          {strings.keys.list.map(([key, does]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>{key}</dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    </>
  );
}
