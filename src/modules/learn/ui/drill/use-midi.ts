// Keys of a MIDI keyboard, where the browser has Web MIDI and the person allows it.
import { useEffect, useEffectEvent, useState } from 'react';

const NOTE_ON = 0x90;

/** Whether a keyboard is connected. `onNote` gets the MIDI number of each key that goes down, and when, on the page's clock. */
export function useMidiNotes(isWanted: boolean, onNote: (midi: number, timeMs: number) => void): boolean {
  const [isConnected, setConnected] = useState(false);
  const tell = useEffectEvent(onNote);
  useEffect(() => {
    if (!isWanted || !('requestMIDIAccess' in navigator)) return undefined;
    let access: MIDIAccess | null = null;
    let isLeft = false;
    const hear = ({ data, timeStamp }: MIDIMessageEvent) => {
      const [status = 0, note = 0, velocity = 0] = data ?? [];
      if ((status & 0xf0) === NOTE_ON && velocity > 0) tell(note, timeStamp);
    };
    const listen = () => {
      if (!access) return;
      for (const input of access.inputs.values()) input.onmidimessage = hear;
      setConnected(access.inputs.size > 0);
    };
    navigator.requestMIDIAccess().then(
      (granted) => {
        if (isLeft) return;
        access = granted;
        granted.onstatechange = listen;
        listen();
      },
      // Without leave or without a driver, the other ways to answer remain.
      () => undefined,
    );
    return () => {
      isLeft = true;
      if (!access) return;
      access.onstatechange = null;
      for (const input of access.inputs.values()) input.onmidimessage = null;
    };
  }, [isWanted]);
  return isConnected;
}
