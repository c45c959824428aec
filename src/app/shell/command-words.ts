// Readable names of the commands of all modules. Loaded when a refusal is first shown.
import { useEffect, useState } from 'react';
import { manifests } from '../modules.ts';

export async function loadCommandWords(): Promise<Readonly<Record<string, string>>> {
  const words = await Promise.all(manifests.map(({ commandWords }) => commandWords?.()));
  return Object.assign({}, ...words) as Record<string, string>;
}

/** Returns a command's readable name. Until the names are loaded, and for an unknown command, returns the technical name. */
export function useCommandWords(): (name: string) => string {
  const [words, setWords] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => void loadCommandWords().then(setWords), []);
  return (name) => words[name] ?? name;
}
