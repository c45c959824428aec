// The pages of the administration, and the right that each needs. Links, filters and the search show only what the person may open.

const NEEDS: Readonly<Record<string, string>> = {
  '/admin': 'people.read',
  '/admin/approvals': 'people.admit',
  '/admin/roles': 'roles.read',
  '/admin/audit': 'audit.read',
  '/admin/feedback': 'feedback.read',
  '/admin/flags': 'flags.edit',
  '/admin/introductions': 'content.edit',
  '/admin/server': 'server.read',
  '/admin/content': 'content.edit',
};

/** A page without a named right is nobody's. */
export function mayOpen(path: string, entitlements: ReadonlySet<string>): boolean {
  const needed = NEEDS[path];
  return needed !== undefined && entitlements.has(needed);
}
