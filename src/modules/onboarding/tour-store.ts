// Which introduction this device shows now. How far the person is stands in rows, which other devices have too.
import { create } from 'zustand';

interface Tour {
  flowId: string;
  /** For an admin: nothing is saved. */
  isPreview: boolean;
}

export const useTour = create<{ tour: Tour | null }>(() => ({ tour: null }));

export const showTour = (flowId: string, isPreview = false): void => useTour.setState({ tour: { flowId, isPreview } });
export const hideTour = (): void => useTour.setState({ tour: null });
