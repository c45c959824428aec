// Shows its children only to people who may do something in the administration.
import type { ReactNode } from 'react';
import { useEntitlements } from '../use-entitlements.ts';

const OPENING = ['people.read', 'roles.read', 'audit.read', 'feedback.read', 'flags.edit', 'content.edit', 'server.read'];

export function OnlyAdmins({ children }: { children: ReactNode }) {
  const may = useEntitlements();
  return OPENING.some((entitlement) => may.has(entitlement)) ? children : null;
}
