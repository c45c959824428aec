// Planning in the search: its pages, each event and each template.
import { IconCalendar, IconTemplate } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

export const planningSearch: SearchSource = {
  pages: (navigate) => [
    { id: 'page-plan-day', label: strings.dayPlan, icon: IconCalendar, run: () => void navigate({ to: '/plan/day' }) },
    { id: 'page-plan-week', label: strings.week.title, icon: IconCalendar, run: () => void navigate({ to: '/plan/week' }) },
    {
      id: 'page-plan-templates',
      label: strings.templates,
      icon: IconTemplate,
      run: () => void navigate({ to: '/plan/templates' }),
    },
  ],
  records: [
    {
      table: 'calendar_events',
      name: strings.day.events,
      icon: IconCalendar,
      open: ({ id }, { navigate }) => void navigate({ to: '/plan/event/$eventId', params: { eventId: id } }),
    },
    {
      table: 'plan_templates',
      name: strings.templates,
      icon: IconTemplate,
      open: (_, { navigate }) => void navigate({ to: '/plan/templates' }),
    },
  ],
};
