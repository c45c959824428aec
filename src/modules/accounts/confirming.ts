// The question whether it is still the same person, which a request may have to ask before it can go on. The account page shows it.
import { create } from 'zustand';

interface ConfirmState {
  /** Ends the question that is being asked: true after a proof. */
  answer: ((isConfirmed: boolean) => void) | null;
  /** Pages that can show the question. */
  shown: number;
}

export const useConfirmStore = create<ConfirmState>(() => ({ answer: null, shown: 0 }));

/** Resolves when the person has proved who they are; false when they did not want to, or no page can ask. */
export function confirmation(): Promise<boolean> {
  const { answer: asked, shown } = useConfirmStore.getState();
  if (shown === 0) return Promise.resolve(false);
  asked?.(false);
  return new Promise((resolve) => {
    useConfirmStore.setState({
      answer(isConfirmed) {
        useConfirmStore.setState({ answer: null });
        resolve(isConfirmed);
      },
    });
  });
}

/** Call from an effect of the page that shows the question. */
export function showingConfirmation(): () => void {
  const change = (by: number) => useConfirmStore.setState(({ shown }) => ({ shown: shown + by }));
  change(1);
  return () => {
    change(-1);
    useConfirmStore.getState().answer?.(false);
  };
}
