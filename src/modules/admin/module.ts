// Administration, as the app knows it. Its place shows only to people who may do something there; the server decides about everything.
import {
  IconHourglass,
  IconInbox,
  IconNotes,
  IconSchool,
  IconSettings,
  IconShieldCog,
  IconShieldLock,
  IconTimeline,
  IconUsers,
} from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const adminModule = defineModule({
  name: 'admin',
  innerPlace: {
    ...{ to: '/admin', name: 'Administration', icon: IconShieldCog, order: 95 },
    Only: lazy(async () => ({ default: (await import('./ui/only-admins.tsx')).OnlyAdmins })),
  },
  rooms: [
    { of: '/admin', to: '/admin', name: 'People', icon: IconUsers, order: 10 },
    { of: '/admin', to: '/admin/approvals', name: 'Approvals', icon: IconHourglass, order: 20 },
    { of: '/admin', to: '/admin/roles', name: 'Roles', icon: IconShieldLock, order: 30 },
    { of: '/admin', to: '/admin/audit', name: 'Audit log', icon: IconTimeline, order: 40 },
    { of: '/admin', to: '/admin/feedback', name: 'Feedback', icon: IconInbox, order: 50 },
    { of: '/admin', to: '/admin/flags', name: 'Flags', icon: IconSettings, order: 60 },
    { of: '/admin', to: '/admin/server', name: 'Server', icon: IconShieldCog, order: 65 },
    { of: '/admin', to: '/admin/introductions', name: 'Introductions', icon: IconSchool, order: 70 },
    { of: '/admin', to: '/admin/content', name: 'Content', icon: IconNotes, order: 80 },
  ],
  search: async () => (await import('./search.ts')).adminSearch,
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/admin',
      component: lazyRouteComponent(() => import('./ui/people-page.tsx'), 'PeoplePage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/admin/approvals',
      component: lazyRouteComponent(() => import('./ui/people-page.tsx'), 'ApprovalsPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/admin/roles',
      component: lazyRouteComponent(() => import('./ui/roles-page.tsx'), 'RolesPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/admin/audit',
      component: lazyRouteComponent(() => import('./ui/audit-page.tsx'), 'AuditPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/admin/feedback',
      component: lazyRouteComponent(() => import('./ui/feedback-page.tsx'), 'AdminFeedbackPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/admin/flags',
      component: lazyRouteComponent(() => import('./ui/flags-page.tsx'), 'FlagsPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/admin/server',
      component: lazyRouteComponent(() => import('./ui/server-page.tsx'), 'ServerPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/admin/introductions',
      component: lazyRouteComponent(() => import('./ui/introductions-page.tsx'), 'IntroductionsPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/admin/introductions/$id',
      component: lazyRouteComponent(() => import('./ui/content-pages.ts'), 'IntroductionEditPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/admin/introductions/steps/$id',
      component: lazyRouteComponent(() => import('./ui/content-pages.ts'), 'StepEditPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/admin/content',
      component: lazyRouteComponent(() => import('./ui/content-pages.ts'), 'ContentPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/admin/content/$kind/new',
      component: lazyRouteComponent(() => import('./ui/content-pages.ts'), 'ContentNewPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/admin/content/$kind/$id',
      component: lazyRouteComponent(() => import('./ui/content-pages.ts'), 'ContentEditPage'),
    }),
  ],
  examplePaths: ['/admin/content/quests/00000000-0000-7000-8000-000000000000'],
});
