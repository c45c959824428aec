// The timer alone on the screen. The browser's own full screen is used where there is one; a phone without it gets the page's.
import { Modal, Stack } from '@mantine/core';
import { useEffect } from 'react';
import type { ActiveFocus } from '../model.ts';
import { setFullScreen, useFocusStore } from '../store.ts';
import { strings } from '../strings.ts';
import { leaveFullScreen } from './browser-full-screen.ts';
import classes from './focus.module.css';
import { TimerControls } from './timer-controls.tsx';
import { TimerDial } from './timer-dial.tsx';

export function FullScreenTimer({ session }: { session: ActiveFocus }) {
  const isFullScreen = useFocusStore((state) => state.isFullScreen);
  useEffect(() => {
    // Esc leaves the browser's full screen without a key event.
    const onChange = () => {
      if (!document.fullscreenElement) setFullScreen(false);
    };
    document.addEventListener('fullscreenchange', onChange);
    return () => document.removeEventListener('fullscreenchange', onChange);
  }, []);
  const leave = () => {
    setFullScreen(false);
    void leaveFullScreen();
  };
  return (
    <Modal
      opened={isFullScreen}
      onClose={leave}
      fullScreen
      withCloseButton={false}
      title={strings.title}
      classNames={{ header: classes.fullScreenHeader, body: classes.fullScreenBody, content: classes.fullScreen }}
    >
      <Stack align="center" gap="xl">
        <TimerDial session={session} />
        <TimerControls session={session} />
      </Stack>
    </Modal>
  );
}
