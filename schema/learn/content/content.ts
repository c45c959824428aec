// The shipped content of learn as sets for the installer. The page never imports it: lessons reach it as rows.
import { contentSet } from '../../content-set.ts';
import { contentId } from '../../ids.ts';
import { drills } from './drills.ts';
import { minutesOf } from './lesson.ts';
import { lessons } from './lessons/index.ts';
import { topics } from './topics.ts';

const shipped = { is_active: true };
const retired = { is_active: false };

/** By difficulty: what passing the quiz pays. */
const REWARDS = {
  beginner: { xp: 20, coins: 4 },
  intermediate: { xp: 30, coins: 6 },
  advanced: { xp: 40, coins: 8 },
} as const;

export const topicContent = contentSet({
  table: 'learn_topics',
  rows: topics.map((topic, place) => ({
    id: contentId('learn_topic', topic.key),
    ...topic,
    sort_order: place,
    ...shipped,
  })),
  shipped,
  retired,
  stamps: ['created_at'],
});

export const lessonContent = contentSet({
  table: 'learn_lessons',
  rows: lessons.map((lesson, place) => ({
    id: contentId('learn_lesson', lesson.key),
    topic_id: contentId('learn_topic', lesson.topic),
    key: lesson.key,
    title: lesson.title,
    description: lesson.description,
    content_markdown: lesson.text.trim(),
    duration_minutes: minutesOf(lesson),
    difficulty: lesson.difficulty,
    quiz_json: { questions: lesson.quiz },
    figures_json: lesson.figures,
    sources_json: lesson.sources,
    xp_reward: REWARDS[lesson.difficulty].xp,
    coin_reward: REWARDS[lesson.difficulty].coins,
    sort_order: place,
    ...shipped,
  })),
  shipped,
  retired,
  stamps: ['created_at'],
  edited: 'edited_at',
});

/** About the length of a session of twenty questions. */
const DRILL_SECONDS = 240;
/** What twenty answers in that time pay, by schema/progress/rules/rates.ts; shown only. */
const DRILL_XP = 4;

export const drillContent = contentSet({
  table: 'learn_drills',
  rows: drills.map(({ key, topic, title, description, difficulty, skill, config }, place) => ({
    id: contentId('learn_drill', key),
    topic_id: contentId('learn_topic', topic),
    key,
    title,
    description,
    drill_type: key,
    config_json: { ...config, skill },
    difficulty,
    duration_seconds: DRILL_SECONDS,
    xp_reward: DRILL_XP,
    sort_order: place,
    ...shipped,
  })),
  shipped,
  retired,
  stamps: ['created_at'],
});
