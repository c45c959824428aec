// Which page an inner page belongs to: the named page whose address its own begins with. Places and their rooms are reached from
// the bars, so they lead nowhere.
import type { ModuleManifest } from '#src/modules/manifest.ts';
import type { NamedPage } from '#src/ui/way-back.tsx';

export function wayBackFrom(path: string, modules: readonly ModuleManifest[]): NamedPage | null {
  const tops = modules.flatMap(({ place, innerPlace, rooms = [] }) => [place ?? [], innerPlace ?? [], rooms].flat());
  if (tops.some(({ to }) => to === path)) return null;
  const pages: NamedPage[] = [...tops, ...modules.flatMap(({ innerPages = [] }) => innerPages)];
  return pages
    .filter(({ to }) => path.startsWith(`${to}/`))
    .reduce<NamedPage | null>((nearest, page) => (nearest && nearest.to.length >= page.to.length ? nearest : page), null);
}
