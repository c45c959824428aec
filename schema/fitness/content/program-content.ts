// The shipped programs as a set for the installer. The page never imports it: programs reach it as rows.
import { contentSet } from '../../content-set.ts';
import { contentId } from '../../ids.ts';
import { shippedPrograms } from './programs.ts';

const shipped = { is_active: true };

export const programContent = contentSet({
  table: 'program_templates',
  rows: shippedPrograms.map((program, place) => ({
    id: contentId('program', program.key),
    template_key: program.key,
    name: program.name,
    description: program.description,
    goal: program.goal,
    difficulty: program.difficulty,
    duration_weeks: program.weeks.length,
    days_per_week: Math.max(...program.weeks.map(({ days }) => days.length)),
    equipment: program.equipment,
    source_name: program.source.name,
    source_url: program.source.url,
    definition: { workouts: program.workouts, weeks: program.weeks },
    sort_order: place,
    ...shipped,
  })),
  shipped,
  retired: { is_active: false },
  stamps: ['created_at', 'updated_at'],
});
