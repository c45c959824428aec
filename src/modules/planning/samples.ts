// What the screens ask of planning, for the bench.
import { addDays } from '#schema/day.ts';
import type { Samples } from '../samples.ts';
import { shownDays, windowOf } from './model.ts';
import * as queries from './queries.ts';

const MONDAY = 1;

export const samples: Samples = async ({ lastDay, oneOf }) => {
  const eventId = await oneOf('calendar_events');
  const view = (name: 'day' | 'week' | 'month' | 'agenda') => {
    const { first, days } = shownDays(name, lastDay, MONDAY);
    const { from, to } = windowOf(first, addDays(first, days - 1), 'Europe/Berlin');
    return queries.eventsBetween(from, to);
  };
  return {
    Today: { 'eventsBetween, today': view('day'), planOn: queries.planOn(lastDay) },
    Calendar: {
      'eventsBetween, a day': view('day'),
      'eventsBetween, a week': view('week'),
      'eventsBetween, a month': view('month'),
      'eventsBetween, the agenda': view('agenda'),
      anyEvent: queries.anyEvent(),
      remindedEvents: queries.remindedEvents(new Date(`${lastDay}T12:00:00Z`)),
    },
    Event: {
      eventById: queries.eventById(eventId),
      rowsOfSeries: queries.rowsOfSeries([eventId]),
      lessonChoices: queries.lessonChoices(),
    },
    'Plan of the day': { linkables: queries.linkables(), doneBetween: queries.doneBetween(addDays(lastDay, -1), lastDay) },
    'Week review': { plansBetween: queries.plansBetween(addDays(lastDay, -6), lastDay) },
    Templates: { templates: queries.templates() },
    Files: { allEvents: queries.allEvents(), importedEvents: queries.importedEvents() },
  };
};
