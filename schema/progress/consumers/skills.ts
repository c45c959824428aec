// user_skills: the stars of each skill and the level derived from them. The evidence for a star is the event that names the
// skill.
import type { CommandContext, CommandDb } from '../../command/define.ts';
import type { Change, SkillStars } from '../change.ts';

/** The given skills that are defined. */
export async function knownSkills(db: CommandDb, skills: readonly SkillStars[]): Promise<SkillStars[]> {
  if (skills.length === 0) return [];
  const rows = await db
    .selectFrom('skill_definitions')
    .select('key')
    .where('key', 'in', [...new Set(skills.map(({ key }) => key))])
    .orderBy('key')
    .execute();
  const known = new Set(rows.map(({ key }) => key));
  return skills.filter(({ key }) => known.has(key));
}

export async function updateSkills(db: CommandDb, ctx: CommandContext, { sign, paid, skills }: Change): Promise<void> {
  if (!paid) return;
  for (const { key, stars } of skills) await addStars(db, ctx, key, sign * stars);
}

async function addStars(db: CommandDb, ctx: CommandContext, skillKey: string, stars: number): Promise<void> {
  const skill = await db
    .selectFrom('skill_definitions')
    .leftJoin('user_skills', (join) =>
      join.onRef('user_skills.skill_key', '=', 'skill_definitions.key').on('user_skills.user_id', '=', ctx.userId),
    )
    .select(['user_skills.id', 'user_skills.current_stars', 'skill_definitions.max_level', 'skill_definitions.stars_per_level'])
    .where('skill_definitions.key', '=', skillKey)
    .executeTakeFirstOrThrow();
  const total = (skill.current_stars ?? 0) + stars;
  const now = {
    current_stars: total,
    current_level: Math.min(skill.max_level, Math.floor(total / skill.stars_per_level)),
    updated_at: ctx.now,
  };
  if (skill.id !== null) await db.updateTable('user_skills').set(now).where('id', '=', skill.id).execute();
  else {
    const id = ctx.derivedId('user_skills', skillKey);
    await db
      .insertInto('user_skills')
      .values({ id, user_id: ctx.userId, skill_key: skillKey, ...now, created_at: ctx.now })
      .execute();
  }
}
