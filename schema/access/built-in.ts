// The roles and entitlements of every installation, as the migrations insert them. An admin may create further roles; further
// entitlements come with the code that checks them.
import { contentId } from '../ids.ts';

export const ROLE_NAMES = ['user', 'moderator', 'admin'] as const;
export type BuiltInRole = (typeof ROLE_NAMES)[number];

export const roleId = (name: BuiltInRole): string => contentId('role', name);

/** `resource.action`. A route names the one that it requires. */
export const ENTITLEMENTS = [
  'people.read',
  'people.admit',
  'roles.read',
  'roles.grant',
  'roles.edit',
  'audit.read',
  'audit.export',
  'feedback.read',
  'feedback.answer',
  'flags.edit',
  'content.edit',
  'server.read',
] as const;
export type EntitlementName = (typeof ENTITLEMENTS)[number];

export const entitlementId = (name: EntitlementName): string => contentId('entitlement', name);
