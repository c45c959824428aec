// The shipped templates of days and weeks. A line reads "day time minutes title": of a week the day counts from 0, and what has a time is an
// event; of a day it is a line of the plan with its time, so that it can be moved without touching the calendar.
import { contentSet } from '../../content-set.ts';
import { contentId } from '../../ids.ts';
import type { ItemKind, TemplateItem } from '../rules/day-plan.ts';

interface ShippedTemplate {
  key: string;
  name: string;
  description: string;
  category: string;
  span: 'day' | 'week';
  lines: readonly string[];
}

const shippedTemplates: readonly ShippedTemplate[] = [
  {
    key: 'deep-work-day',
    name: 'Deep work day',
    description: 'Two long blocks while the head is fresh; messages only after them.',
    category: 'Focus',
    span: 'day',
    lines: [
      '0 8:30 15 Choose the one result of today',
      '0 9:00 90 Deep work, first block [focus]',
      '0 11:00 90 Deep work, second block [focus]',
      '0 13:30 30 Answer messages',
      '0 15:30 60 Small tasks',
      '0 17:00 15 Close the day',
    ],
  },
  {
    key: 'meeting-day',
    name: 'Day full of meetings',
    description: 'Short preparations, and time to write down what was agreed.',
    category: 'Work',
    span: 'day',
    lines: [
      '0 8:30 20 Read what the meetings are about',
      '0 12:00 20 Write down what was agreed this morning',
      '0 13:00 30 Walk outside',
      '0 16:30 20 Write down what was agreed this afternoon',
      '0 - 25 One task that is mine [focus]',
    ],
  },
  {
    key: 'training-day',
    name: 'Training day',
    description: 'A workout in the middle, lighter work around it.',
    category: 'Training',
    span: 'day',
    lines: [
      '0 8:00 60 Work that needs thought [focus]',
      '0 12:00 60 Workout [workout]',
      '0 13:15 30 Eat and rest',
      '0 15:00 60 Work that needs less thought',
      '0 21:30 10 Lay out the clothes for tomorrow',
    ],
  },
  {
    key: 'practice-day',
    name: 'Practice day',
    description: 'Ears and hands first, repertoire while warm, one recording at the end.',
    category: 'Music',
    span: 'day',
    lines: [
      '0 9:00 15 Ear training [lesson]',
      '0 9:20 25 Technique, slowly',
      '0 10:00 45 One hard passage',
      '0 11:00 30 A whole piece, without stopping',
      '0 17:00 15 Record one take and listen to it',
    ],
  },
  {
    key: 'rest-day',
    name: 'Rest day',
    description: 'Nothing that has to be finished.',
    category: 'Recovery',
    span: 'day',
    lines: ['0 10:00 60 Long walk', '0 - 45 Read [book]', '0 - 20 Stretch', '0 21:30 15 Look at next week'],
  },
  {
    key: 'balanced-week',
    name: 'Balanced week',
    description: 'Three workouts, two long focus blocks, an evening for reading and a review.',
    category: 'Everyday',
    span: 'week',
    lines: [
      '0 7:00 45 Workout [workout]',
      '1 9:00 90 Focus block [focus]',
      '2 7:00 45 Workout [workout]',
      '3 9:00 90 Focus block [focus]',
      '3 20:30 45 Read [book]',
      '4 7:00 45 Workout [workout]',
      '6 18:00 30 Review the week, plan the next one',
    ],
  },
  {
    key: 'mix-week',
    name: 'Finish a mix in a week',
    description: 'From a rough balance to a version for others, with a day of silence before the last decisions.',
    category: 'Music',
    span: 'week',
    lines: [
      '0 18:00 90 Rough balance, only levels and panorama',
      '1 18:00 90 Low end and dynamics',
      '2 18:00 90 Space and automation',
      '3 - - No listening today',
      '4 18:00 60 Compare with two references',
      '5 10:00 90 Last changes and a bounce',
      '5 - - Send it to one person who is honest',
    ],
  },
  {
    key: 'learning-week',
    name: 'Learning week',
    description: 'A short session each day keeps more than one long one.',
    category: 'Learning',
    span: 'week',
    lines: [
      '0 8:00 25 A new lesson [lesson]',
      '1 8:00 15 Reviews and one drill [lesson]',
      '2 8:00 25 A new lesson [lesson]',
      '3 8:00 15 Reviews and one drill [lesson]',
      '4 8:00 25 Explain the week in own words',
      '5 - 30 Use it in something of my own',
    ],
  },
  {
    key: 'light-week',
    name: 'Light week',
    description: 'After hard weeks: half the training, early evenings, one free day.',
    category: 'Recovery',
    span: 'week',
    lines: [
      '0 7:30 30 Easy workout [workout]',
      '1 21:30 15 Screens off',
      '3 7:30 30 Easy workout [workout]',
      '4 21:30 15 Screens off',
      '5 - - A day without plans',
      '6 18:00 20 Decide what comes back next week',
    ],
  },
];

const KIND = / \[(\w+)\]$/;

function itemOf(line: string, isWeek: boolean): TemplateItem {
  const [day = '0', time = '-', minutes = '-', ...words] = line.split(' ');
  const text = words.join(' ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return {
    title: text.replace(KIND, ''),
    kind: (KIND.exec(text)?.[1] ?? 'line') as ItemKind,
    minutes: minutes === '-' ? null : Number(minutes),
    at: time === '-' ? null : hour * 60 + minute,
    day: Number(day),
    isEvent: isWeek && time !== '-',
  };
}

export const planTemplateContent = contentSet({
  table: 'plan_templates',
  rows: shippedTemplates.map(({ key, name, description, category, span, lines }) => ({
    id: contentId('plan_template', key),
    user_id: null,
    name,
    description,
    category,
    span,
    items: lines.map((line) => itemOf(line, span === 'week')),
    is_public: true,
  })),
  shipped: { user_id: null },
  retired: { is_public: false },
  stamps: ['created_at', 'updated_at'],
});
