import { sampled } from '../../make-points.ts';
import { lesson } from '../../lesson.ts';

export const howHabitsForm = lesson({
  key: 'how-habits-form',
  topic: 'habits',
  title: 'How a habit forms',
  description: 'Choose a cue, expect the right time span, and keep going after a missed day.',
  difficulty: 'beginner',
  figures: {
    growth: {
      kind: 'curves',
      caption:
        'Automaticity rises quickly at first and then levels off. Two schematic curves: an easy behaviour and a demanding one.',
      x: { label: 'Days of repetition', unit: '' },
      y: { label: 'Automaticity', unit: '%' },
      series: [
        { label: 'A glass of water after breakfast', points: sampled((day) => 100 * (1 - Math.exp(-day / 12)), 0, 120, 60) },
        { label: 'Fifty sit-ups after coffee', points: sampled((day) => 85 * (1 - Math.exp(-day / 45)), 0, 120, 60) },
      ],
    },
  },
  text: `
Much of what people do each day is not decided. In diary studies in which participants noted every hour what they were doing, about 43 per cent of actions were performed almost daily, usually in the same place, while the mind was elsewhere. Habits are how the brain saves itself decisions. The same machinery can work for what you want to do.

## What a habit is

In psychology a **habit** is a learnt link between a **context** and a **response**. When the context comes, the response is triggered with little thought: you enter the kitchen and switch the kettle on. It is not the same as doing something often. A person who goes running three times a week and has to talk themselves into it each time has a frequent behaviour, not a habit. The mark of a habit is **automaticity**: it starts by itself, and leaving it out feels odd.

Three things build the link.

- **A stable cue.** The context may be a place, a time, an event or the action before. The more constant, the better.
- **Repetition.** Each time the response follows the cue, the link gets a little stronger.
- **A reward, soon.** What feels good right after is more likely to be repeated. Rewards matter mostly while the habit is being learnt; once it runs, it runs even when the reward is small.

## How long it takes

The often repeated 21 days has no scientific basis. The best known study followed 96 people, each of whom chose a new daily behaviour tied to a cue, for 12 weeks. Automaticity grew fast at first and then flattened. The time to reach 95 per cent of the final level, estimated by a curve for each person, had a median of **66 days** and ranged from 18 to 254. Drinking a glass of water was quick; exercises took longer.

{{growth}}

So expect two or three months for something moderately demanding, and judge by ease rather than by the calendar.

## Missed days

In the same study, missing a single opportunity did not noticeably harm the process. The curve goes on where it was. What harms is the reaction: "now it is spoilt anyway". A useful rule is never to miss twice in a row, since the second omission is the beginning of a different habit. One bad day does not erase the evidence of ninety good ones.

## Choosing a good cue

A cue works if it is specific, certain to occur, and already at the place where the action happens.

- **Weak:** "in the evening", "when I have time". Nothing in particular happens then.
- **Better:** "at 19:00". Definite, but easily overlooked.
- **Best:** "after I have put my plate in the dishwasher". The end of an existing routine is hard to miss, and the attention is free at that moment.

The end of an action is a better anchor than its middle, since nothing is interrupted.

## Start small, and lower friction

Repetition builds the link, and what is small is repeated. Two minutes of scales each day form a habit of sitting down at the instrument; the length can grow later. Make the first step effortless: the guitar on its stand, the shoes by the door. For the opposite reason, twenty seconds of extra effort go a long way against a habit you want to be rid of: the phone in another room, the sweets on the top shelf.

## Breaking one

Because the context triggers the response, willpower in the moment is the hardest place to act. Change the context instead. People who moved house or changed university found their old habits weakened, since the cues were gone. If the cue cannot be avoided, put another response in its place: the same break, the same walk to the kitchen, but water instead of a biscuit. The old link does not vanish. It can return in the old context, which is why a relapse on holiday at the old place is neither surprising nor a failure.

## In short

Pick one behaviour. Tie it to the end of something you already do every day. Make it so small that a bad day is no excuse. Tick it off, which is both a record and a small reward. Give it two months before you judge it.
`,
  quiz: [
    {
      key: 'definition',
      kind: 'single',
      ask: 'What distinguishes a habit from a frequent behaviour?',
      choices: [
        { text: 'It is done every day.', why: 'Frequency alone does not make it automatic.' },
        {
          text: 'It is triggered by its context with little deliberation.',
          isRight: true,
          why: 'Automaticity is the mark of a habit.',
        },
        { text: 'It is good for you.', why: 'Habits can be harmful as well.' },
      ],
    },
    {
      key: 'days',
      kind: 'number',
      ask: 'What was the median number of days until automaticity levelled off in the study of Lally and colleagues?',
      answer: 66,
      within: 4,
      unit: 'days',
      why: 'The median was 66 days; people ranged from 18 to 254.',
    },
    {
      key: 'missed',
      kind: 'single',
      ask: 'You missed one day. What does the study suggest?',
      choices: [
        { text: 'Start counting from the beginning.', why: 'The process goes on where it was.' },
        { text: 'Go on; a single omission hardly matters.', isRight: true, why: 'No noticeable effect was found.' },
        { text: 'Do it twice the next day.', why: 'Repetition after the cue builds the link, not a debt paid at once.' },
      ],
    },
    {
      key: 'cue',
      kind: 'single',
      ask: 'Which is the best cue for practising scales?',
      choices: [
        { text: 'When I feel like it', why: 'A feeling is not a stable context.' },
        { text: 'Some time before dinner', why: 'Nothing definite happens then.' },
        {
          text: 'After I have hung up my coat when I come home',
          isRight: true,
          why: 'Specific, certain, and the end of an existing routine.',
        },
        { text: 'While I cook', why: 'It interrupts something and the hands are busy.' },
      ],
    },
    {
      key: 'break',
      kind: 'multiple',
      ask: 'Which of these help against an unwanted habit?',
      choices: [
        { text: 'Removing the cue from the surroundings', isRight: true, why: 'Without the cue the response is not triggered.' },
        { text: 'Resolving to be stronger next time', why: 'The moment of the cue is the hardest place for willpower.' },
        { text: 'Another response to the same cue', isRight: true, why: 'The cue then triggers something you want.' },
        {
          text: 'A little more effort before the unwanted action',
          isRight: true,
          why: 'Friction reduces what is done without thinking.',
        },
      ],
    },
  ],
  sources: [
    {
      text: 'P. Lally, C. H. M. van Jaarsveld, H. W. W. Potts and J. Wardle (2010), How are habits formed: modelling habit formation in the real world. European Journal of Social Psychology 40, 998–1009.',
    },
    {
      text: 'W. Wood, J. M. Quinn and D. A. Kashy (2002), Habits in everyday life: thought, emotion, and action. Journal of Personality and Social Psychology 83, 1281–1297.',
    },
    {
      text: 'W. Wood, L. Tam and M. Guerrero Witt (2005), Changing circumstances, disrupting habits. Journal of Personality and Social Psychology 88, 918–933.',
    },
    {
      text: 'W. Wood and D. T. Neal (2007), A new look at habits and the habit–goal interface. Psychological Review 114, 843–863.',
    },
  ],
});
