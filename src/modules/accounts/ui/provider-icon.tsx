// The icon of another service.
import { IconBrandGithub, IconBrandGoogle, IconKey } from '@tabler/icons-react';

export function ProviderIcon({ id }: { id: string | undefined }) {
  if (id === 'google') return <IconBrandGoogle size={20} aria-hidden />;
  if (id === 'github') return <IconBrandGithub size={20} aria-hidden />;
  return <IconKey size={20} aria-hidden />;
}
