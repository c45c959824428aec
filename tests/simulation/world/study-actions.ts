// Practice, in the seeds that act in further domains: lessons, quizzes, drills and their cards, own tracks, and listening sessions on
// them. Devices read, answer and review the same few things.
import { contentId } from '#schema/ids.ts';
import { placeOfLevel } from '#schema/learn/rules/drills.ts';
import type { Random } from '../random.ts';
import { onRecent, recent, type Made, type Makers } from './maker.ts';

const choices = [
  { text: 'Yes', isRight: true, why: 'It is.' },
  { text: 'No', why: 'It is not.' },
];
const QUESTIONS = ['a', 'b', 'c'];
const questions = QUESTIONS.map((key) => ({ key, kind: 'single', ask: 'Is it?', choices }));

export const simulationTopic = { id: contentId('simulation', 'topic'), key: 'sim', name: 'Topic' };
export const simulationLessons = ['first', 'second'].map((key) => ({
  id: contentId('simulation', `lesson ${key}`),
  topic_id: simulationTopic.id,
  key,
  title: 'Lesson',
  quiz_json: { questions },
  xp_reward: 5,
  coin_reward: 2,
}));
export const simulationDrill = {
  id: contentId('simulation', 'drill'),
  topic_id: simulationTopic.id,
  key: 'louder',
  title: 'Which is louder?',
  drill_type: 'level-difference',
  config_json: {
    scale: { from: 6, to: 0.2, isLog: true, unit: 'dB' },
    answer: { kind: 'choice', choices: ['The first', 'The second'], grows: false },
    ownTrack: true,
  },
};
const prompt = (kind: string) => ({
  id: contentId('simulation', `prompt ${kind}`),
  name: kind,
  answer_kind: kind,
  prompt_text: 'What do you hear?',
  category: 'balance',
});
const notePrompt = prompt('note');
const gradePrompt = prompt('grades');
export const simulationPrompts = [notePrompt, gradePrompt];

const lesson = (random: Random): string => random.pick(simulationLessons).id;
/** Mistakes of quizzes and drills, and answers of listening sessions, are cards. */
function anyCard(random: Random): Record<string, unknown> {
  if (random.chance(0.6)) return { sourceKind: 'lesson', sourceId: lesson(random), item: random.pick(QUESTIONS) };
  return { sourceKind: 'drill', sourceId: simulationDrill.id, item: `${random.below(2)}@${1 + random.below(3)}` };
}
const trials = (random: Random): unknown[] =>
  Array.from({ length: 1 + random.below(14) }, (_, index) => ({
    at: placeOfLevel(1 + Math.min(9, index)),
    asked: [random.below(2)],
    given: [random.below(2)],
    ms: 1_000 + random.below(4_000),
  }));

const onSession = onRecent(({ listened }) => listened);

const region = (random: Random): { startMs: number; endMs: number } => {
  const startMs = random.below(60) * 1_000;
  return { startMs, endMs: startMs + 4_000 };
};

function trackAdd(random: Random, made: Made): { name: string; args: Record<string, unknown> } {
  const trackId = random.uuid();
  made.tracks.push(trackId);
  const file = { contentSha256: 'a'.repeat(64), fileSizeBytes: 1 + random.below(9_000_000), mimeType: 'audio/flac' };
  return { name: 'tracks.add', args: { trackId, name: `Track ${random.below(99)}`, ...file } };
}

export const studyMakers: Makers = {
  lessonRead: {
    weight: 0.5,
    make: (random) => ({ name: 'learn.read', args: { lessonId: lesson(random), position: random.below(101) / 100 } }),
  },
  quizAnswer: {
    weight: 0.8,
    make: (random, _made, { day }) => {
      const answers = Object.fromEntries(QUESTIONS.map((key) => [key, [random.chance(0.7) ? 0 : 1]]));
      return { name: 'learn.answerQuiz', args: { id: random.uuid(), lessonId: lesson(random), day, answers } };
    },
  },
  drillFinish: {
    weight: 0.8,
    make: (random, made, { day, at }) => {
      const trackId = random.chance(0.3) ? recent(random, made.tracks) : undefined;
      const own = trackId === undefined ? {} : { region: { trackId, ...region(random) } };
      const args = { id: random.uuid(), drillId: simulationDrill.id, day, startedAt: at, trials: trials(random), ...own };
      return { name: 'learn.finishDrill', args };
    },
  },
  cardKeep: { weight: 0.4, make: (random) => ({ name: 'learn.keepCard', args: anyCard(random) }) },
  cardAside: { weight: 0.2, make: (random) => ({ name: 'learn.putCardAside', args: anyCard(random) }) },
  cardReview: {
    weight: 2.5,
    make: (random, made, { day }) => {
      const id = random.uuid();
      made.reviews.push(id);
      return { name: 'learn.review', args: { id, ...anyCard(random), rating: 1 + random.below(4), day } };
    },
  },
  reviewUndo: {
    weight: 1.2,
    make: (random, made) => {
      const id = recent(random, made.reviews);
      return id === undefined ? undefined : { name: 'learn.undoReview', args: { id } };
    },
  },
  trackAdd: { weight: 0.4, make: (random, made) => trackAdd(random, made) },
  trackUpdate: {
    weight: 0.3,
    make: (random, made) => {
      const trackId = recent(random, made.tracks);
      return trackId === undefined ? undefined : { name: 'tracks.update', args: { trackId, bpmOverride: 60 + random.below(90) } };
    },
  },
  trackMark: {
    weight: 0.4,
    make: (random, made) => {
      const trackId = recent(random, made.tracks);
      const { startMs, endMs } = region(random);
      const args = { trackId, annotationId: random.uuid(), startTimeMs: startMs, endTimeMs: endMs, title: 'Here' };
      return trackId === undefined ? undefined : { name: 'tracks.addAnnotation', args };
    },
  },
  trackRemove: {
    weight: 0.1,
    make: (random, made) => {
      const trackId = recent(random, made.tracks);
      return trackId === undefined ? undefined : { name: 'tracks.remove', args: { trackId } };
    },
  },
  listeningBegin: {
    weight: 1.5,
    make: (random, made, { day }) => {
      const trackId = recent(random, made.tracks);
      if (trackId === undefined) return trackAdd(random, made);
      const id = random.uuid();
      made.listened.push(id);
      const prompts = simulationPrompts.map(({ id: templateId }) => ({ templateId, seconds: 60 }));
      const given = { presetId: null, name: 'Check', referenceTrackId: null, region: region(random) };
      return { name: 'listening.begin', args: { id, trackId, prompts, day, ...given } };
    },
  },
  listeningAnswer: {
    weight: 3,
    make: (random, made, { day }) => {
      const sessionId = recent(random, made.listened);
      if (sessionId === undefined) return undefined;
      const isNote = random.chance(0.6);
      const marks = Array.from({ length: random.below(3) }, () => ({ ...region(random), text: `Mark ${random.below(9)}` }));
      const how = isNote
        ? { templateId: notePrompt.id, note: `Heard ${random.below(99)}`, grade: null }
        : { templateId: gradePrompt.id, note: '', grade: 1 + random.below(5) };
      return { name: 'listening.answer', args: { sessionId, ...how, marks, hintsSeen: 0, seconds: random.below(120), day } };
    },
  },
  listeningFinish: { weight: 1, make: onSession('listening.finish', (_random, day) => ({ day })) },
  listeningRemove: { weight: 0.15, make: onSession('listening.remove') },
};
