// Feedback in the demo year: written now and then, from different pages.
import type { FeedbackKind } from '#schema/feedback/rules.ts';
import type { Act, Life } from './life.ts';

interface Message {
  /** The day of the year on which it is written. */
  on: number;
  kind: FeedbackKind;
  title: string;
  text: string;
  page: string;
}

const MESSAGES: readonly Message[] = [
  {
    on: 40,
    kind: 'feature',
    title: 'Rest timer on the lock screen',
    text: 'My phone locks between sets, and I would like to see the rest without unlocking it.',
    page: '/train',
  },
  { on: 170, kind: 'praise', title: 'The weekly review', text: 'I look forward to Sundays now.', page: '/plan/week' },
  {
    on: 330,
    kind: 'bug',
    title: 'Tempo of one song is doubled',
    text: 'It says 172, I count 86. Both are offered, the wrong one is first.',
    page: '/studio',
  },
];

export function* feedbackYear({ days, at, random }: Life): Generator<Act> {
  for (const { on, kind, title, text, page } of MESSAGES) {
    const day = days[on]?.day;
    if (day === undefined) continue;
    const app = { version: 'index', sync: 'synced', browser: 'Demo', screen: '390×844 at 3', language: 'en' };
    yield [
      {
        at: at(day, 20 * 60 + 5),
        name: 'feedback.send',
        args: { id: random.id(at(day, 20 * 60 + 5)), kind, title, text, page, app },
      },
    ];
  }
}
