import { lesson } from '../../lesson.ts';

export const ifThenPlans = lesson({
  key: 'if-then-plans',
  topic: 'habits',
  title: 'If-then plans: from intention to action',
  description: 'Turn a goal into a plan that starts by itself, and prepare for what gets in the way.',
  difficulty: 'beginner',
  figures: {
    effect: {
      kind: 'bars',
      caption:
        'Who completed a difficult project over the holidays, in an early study: with a plan of when and where, and without.',
      x: 'Group',
      y: { label: 'Completed', unit: '%' },
      bars: [
        { label: 'Goal only', value: 22 },
        { label: 'Goal and plan', value: 62 },
      ],
    },
  },
  text: `
Good intentions explain surprisingly little. When researchers raise people's intentions by a medium to large amount, behaviour follows by a small to medium one. People want to exercise, practise and go to bed early, and then the day happens. What is usually missing is not motivation but the **start**: at the critical moment nothing reminds us, or something else is nearer.

## The form

An **implementation intention** is a plan of the form

- **If** situation X arises, **then** I will do Y.

"I want to practise more" is a goal. "If I have put down my bag after coming home, then I open the piano and play one scale" is a plan. It names a situation in advance and ties an action to it.

In one of the first studies, students intended to write a report on Christmas Eve within two days of it. Half of them were asked to note when and where. Of these, about seven in ten sent it in time, against about one third of the others. For difficult personal projects over the holidays, the completion rate was about three in five with such a plan and one in five without.

{{effect}}

A meta-analysis of 94 tests found an effect of medium to large size (d = 0.65) on reaching goals. Later work, with larger samples, finds smaller effects for some behaviours, so do not expect magic. For a plan that costs one minute the return is excellent.

## Why it works

Two processes help. The situation becomes more **accessible**: once named, it catches attention when it occurs. And the action is started more **automatically**: the decision has already been made, and so it need not be made again in a tired moment. In that respect a plan borrows what a habit earns by repetition. With time, one turns into the other.

## Writing a good one

1. **One goal**, that you really want. Plans do not create motivation.
2. **A situation that will certainly occur** and that is hard to overlook. An event is better than a time, the end of a routine better than its middle.
3. **A small, concrete first action.** Not "work on the thesis" but "open the file and write one sentence".
4. **Say it aloud or write it down**, exactly in the if-then form.
5. **Few.** Several plans for one goal weaken each other. One is best, three at most.

## Planning for obstacles

The second use is defence. Think of what will most probably stop you, and make a plan for that.

- **If** it rains at six, **then** I do the workout at home.
- **If** I reach for the phone during a focus session, **then** I write down what I wanted and go on.
- **If** I have missed a day, **then** I do half of it the next day.

A procedure called **mental contrasting** combines both: imagine the best outcome, then the main obstacle **within yourself**, then make the if-then plan. Dwelling on the outcome alone can even reduce effort, for the mind takes part of the reward in advance.

## Temptation and commitment

Two relatives are worth knowing. **Temptation bundling** ties something pleasant to what is good for you: the audiobook only while running. In a field experiment with a gym it increased attendance at first, and the effect faded after a break. **Commitment** makes the alternative costly: an appointment with a friend, a deposit. Both work best when they support a start, not when they are meant to replace wanting.

## A start today

Take one goal of this week. Write the situation, then the first action, as a verb and an object: "draft the second verse" rather than "song". A focus session with such an intention begins with the decision already made.
`,
  quiz: [
    {
      key: 'form',
      kind: 'single',
      ask: 'Which of these is an implementation intention?',
      choices: [
        { text: 'I want to sleep better.', why: 'That is a goal.' },
        {
          text: 'If the news are over, then I put the phone in the kitchen and go to bed.',
          isRight: true,
          why: 'A situation and an action, tied together.',
        },
        { text: 'I will try harder this week.', why: 'Neither situation nor action is named.' },
      ],
    },
    {
      key: 'why',
      kind: 'multiple',
      ask: 'Why do such plans work?',
      choices: [
        { text: 'The situation is noticed more readily.', isRight: true, why: 'It has become accessible in memory.' },
        { text: 'The decision has been made beforehand.', isRight: true, why: 'Starting takes less deliberation.' },
        { text: 'They create motivation where there is none.', why: 'They help goals that one already has.' },
      ],
    },
    {
      key: 'cue-quality',
      kind: 'single',
      ask: 'Which situation is the best “if” for stretching?',
      choices: [
        { text: 'If I have time', why: 'It is vague and may not occur.' },
        { text: 'If it is 17:42', why: 'Easily overlooked.' },
        { text: 'If I have switched the shower off', isRight: true, why: 'It occurs daily and ends a routine.' },
      ],
    },
    {
      key: 'obstacle',
      kind: 'order',
      ask: 'Order the steps of mental contrasting with a plan.',
      items: [
        'Name the wish',
        'Imagine the best outcome',
        'Find the main obstacle within yourself',
        'Make an if-then plan for it',
      ],
      why: 'The contrast between outcome and obstacle shows what to plan for.',
    },
    {
      key: 'number-plans',
      kind: 'single',
      ask: 'How many plans should one make for a goal?',
      choices: [
        { text: 'As many as possible', why: 'They weaken each other.' },
        { text: 'One, or very few', isRight: true, why: 'Each then keeps its strong link to its situation.' },
        { text: 'None, if the goal is strong', why: 'Strong goals fail at the start too.' },
      ],
    },
  ],
  sources: [
    {
      text: 'P. M. Gollwitzer and V. Brandstätter (1997), Implementation intentions and effective goal pursuit. Journal of Personality and Social Psychology 73, 186–199.',
    },
    {
      text: 'P. M. Gollwitzer and P. Sheeran (2006), Implementation intentions and goal achievement: a meta-analysis of effects and processes. Advances in Experimental Social Psychology 38, 69–119.',
    },
    {
      text: 'T. L. Webb and P. Sheeran (2006), Does changing behavioral intentions engender behavior change? Psychological Bulletin 132, 249–268.',
    },
    {
      text: 'K. L. Milkman, J. A. Minson and K. G. M. Volpp (2014), Holding the Hunger Games hostage at the gym: an evaluation of temptation bundling. Management Science 60, 283–299.',
    },
  ],
});
