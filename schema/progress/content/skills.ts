// The shipped skills. What gives their stars is in schema/progress/rules/skill-rules.ts.
import { contentSet } from '../../content-set.ts';
import { contentId } from '../../ids.ts';

/** Key, name, what it stands for, stars a level. */
const SKILLS = [
  ['concentration', 'Concentration', 'A star for every 25 minutes of focus.', 60],
  ['follow-through', 'Follow-through', 'A star for every session that ran to its planned end.', 40],
  ['deep-work', 'Deep work', 'A star for every 45 planned minutes without an early end.', 20],
  ['stamina', 'Stamina', 'A star for every full hour in one session.', 15],
  ['strength', 'Strength', 'A star for every 8 working sets of a workout.', 25],
  ['power', 'Power', 'A star for every 5 tonnes lifted in a workout.', 20],
  ['endurance', 'Endurance', 'A star for every 40 minutes of a workout.', 20],
  ['work-capacity', 'Work capacity', 'A star for a workout of 18 working sets or more.', 10],
  ['consistency', 'Consistency', 'A star for every habit ticked.', 100],
  ['learning', 'Learning', 'A star for every lesson finished.', 5],
  ['resolve', 'Resolve', 'A star for every quest claimed.', 15],
  ['ambition', 'Ambition', 'A star for every 30 XP that a claimed quest promised.', 10],
  ['reading', 'Reading', 'A star for every 25 pages in one session.', 40],
  ['completion', 'Last page', 'A star for every book finished.', 5],
  ['tonal-ear', 'Tonal ear', 'A star for every 20 answers in drills of intervals, chords, scales and tuning.', 25],
  ['frequency-ear', 'Frequency ear', 'A star for every 20 answers in drills of equalisers.', 25],
  ['dynamics-ear', 'Dynamics ear', 'A star for every 20 answers in drills of level, compression and distortion.', 25],
  ['space-ear', 'Sense of space', 'A star for every 20 answers in drills of stereo, delay and reverb.', 25],
  ['critical-listening', 'Critical listening', 'A star for every 4 listening prompts answered in a session.', 25],
  ['timing', 'Timing', 'A star for every 20 answers in drills of tempo and rhythm.', 25],
] as const;

const SHIPPED = 'skill';

export const skillContent = contentSet({
  table: 'skill_definitions',
  rows: SKILLS.map(([key, name, description, starsPerLevel], at) => ({
    id: contentId('skill_definitions', key),
    key,
    name,
    description,
    category: SHIPPED,
    max_level: 10,
    stars_per_level: starsPerLevel,
    sort_order: at,
  })),
  shipped: { category: SHIPPED },
  retired: { category: 'retired' },
  stamps: ['created_at'],
});
