// Which deeds are evidence for which skill, as data: one star for each `per` of a measure, at most `upTo` stars for one deed.
// Only deeds that are paid give stars, so the limits of a day hold for stars too.
import type { SkillStars } from '../change.ts';
import type { Measure, Measured, OccurrenceKind } from './rates.ts';

interface SkillRule {
  skill: string;
  kind: OccurrenceKind;
  /** Without a measure the deed itself counts. */
  of?: Measure;
  per: number;
  upTo: number;
}

const MINUTE_MS = 60_000;
const KG = 1_000;

export const SKILL_RULES: readonly SkillRule[] = [
  { skill: 'concentration', kind: 'focus', of: 'ms', per: 25 * MINUTE_MS, upTo: 4 },
  { skill: 'follow-through', kind: 'focus', of: 'planned_ms', per: 20 * MINUTE_MS, upTo: 1 },
  { skill: 'deep-work', kind: 'focus', of: 'planned_ms', per: 45 * MINUTE_MS, upTo: 2 },
  { skill: 'stamina', kind: 'focus', of: 'ms', per: 60 * MINUTE_MS, upTo: 3 },
  { skill: 'strength', kind: 'workout', of: 'working_sets', per: 8, upTo: 3 },
  { skill: 'power', kind: 'workout', of: 'volume_g', per: 5_000 * KG, upTo: 3 },
  { skill: 'endurance', kind: 'workout', of: 'ms', per: 40 * MINUTE_MS, upTo: 2 },
  { skill: 'work-capacity', kind: 'workout', of: 'working_sets', per: 18, upTo: 1 },
  { skill: 'consistency', kind: 'habit', per: 1, upTo: 1 },
  { skill: 'learning', kind: 'lesson', per: 1, upTo: 1 },
  { skill: 'resolve', kind: 'quest', per: 1, upTo: 1 },
  { skill: 'ambition', kind: 'quest', of: 'promised_xp', per: 30, upTo: 2 },
  { skill: 'reading', kind: 'reading', of: 'pages', per: 25, upTo: 4 },
  { skill: 'completion', kind: 'book', per: 1, upTo: 1 },
  { skill: 'critical-listening', kind: 'listening', of: 'answers', per: 4, upTo: 3 },
];

/** The stars that a deed of these amounts is evidence for. */
export const skillsFor = (kind: OccurrenceKind, amounts: Measured): SkillStars[] =>
  SKILL_RULES.filter((rule) => rule.kind === kind)
    .map(({ skill, of, per, upTo }) => ({
      key: skill,
      stars: Math.min(upTo, Math.floor((of === undefined ? 1 : (amounts[of] ?? 0)) / per)),
    }))
    .filter(({ stars }) => stars > 0);
