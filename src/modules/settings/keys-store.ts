// Whether the list of all keys is open.
import { create } from 'zustand';

export const useKeys = create<{ isOpen: boolean }>(() => ({ isOpen: false }));
export const showKeys = (): void => useKeys.setState({ isOpen: true });
export const hideKeys = (): void => useKeys.setState({ isOpen: false });
