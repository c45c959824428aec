import { lesson } from '../../lesson.ts';

export const deload = lesson({
  key: 'deload',
  topic: 'training',
  title: 'Deloads, plateaus and breaks',
  description: 'Plan an easy week, get past a plateau, and return after a break without losing your head.',
  difficulty: 'intermediate',
  figures: {
    weeks: {
      kind: 'bars',
      caption:
        'Hard sets for a muscle over six weeks: volume grows for four weeks, is halved in the fifth, and starts again a little higher.',
      x: 'Week',
      y: { label: 'Hard sets', unit: '' },
      bars: [
        { label: '1', value: 10 },
        { label: '2', value: 12 },
        { label: '3', value: 13 },
        { label: '4', value: 14 },
        { label: '5', value: 6 },
        { label: '6', value: 11 },
      ],
    },
  },
  text: `
Progress is not a straight line. Fatigue builds up beside fitness, life intervenes, and sometimes the numbers just stand still. Knowing what to do at such times separates people who train for years from those who start again every January.

## Fitness and fatigue

A useful model says that each session has two effects. It raises **fitness**, which lasts for weeks, and **fatigue**, which is larger at first and fades within days. What you can show is the difference of both. After a hard block, fitness may be higher than ever while performance is flat, since fatigue hides it. Take the load away for a few days and the gain appears. Athletes use this on purpose before competitions, and call it a **taper**.

## The deload

A **deload** is a planned period of less stress, usually a week. In a survey of coaches and experts, most agreed on what it is for (to reduce fatigue and prepare for the next block) and on how: fewer sets, often fewer repetitions, effort further from failure. Cutting the volume by a third to a half, with loads slightly lower or equal and four or more repetitions in reserve, is typical.

{{weeks}}

How often? Schedules of one week in four to eight are common. The evidence for a fixed rhythm is thin, and in one study a complete week off in the middle of a nine-week block brought no benefit. So there is a choice: plan it in advance, which suits people who tend to overdo things, or take one when the signs appear.

The signs: performance falls in **several** exercises for **more than a week**, effort at usual loads rises, joints ache, sleep or mood is poor. One of these alone means little; several at once are a reason to act.

## A plateau

First make sure that it is one. Two flat weeks are noise; for an experienced lifter, so are two flat months. If it is real, check in this order.

1. **Sleep, food, stress.** The most frequent cause is outside the gym.
2. **Effort.** Are the last sets really within three repetitions of failure?
3. **Volume.** Add two or three weekly sets for the muscle concerned. If you are already above 15, take some away instead.
4. **Technique.** A video from the side often explains more than any programme.
5. **Specificity.** For strength, more practice with heavy loads; for growth, another range of repetitions.
6. **Variation.** A closely related exercise for a block: front squats for back squats.

Change **one** thing and give it four weeks. Who changes five learns nothing.

## A break

Illness, a holiday, a new child. What is lost? Maximal strength is kept for about three to four weeks without training. Muscle size starts to fall in a similar time, much of the first visible change being water and glycogen. Endurance goes sooner: the maximal oxygen uptake falls noticeably within two to four weeks.

And it comes back faster than it was gained. Muscle fibres that have been trained keep some of the changes, which is part of what people call **muscle memory**, and the skill of a lift is not forgotten. In one study, people who trained in blocks of six weeks with three weeks off between them had gained as much after six months as those who trained all the time.

On returning: the first week with about 60 per cent of the former sets and loads that leave four in reserve. The tissue is no longer used to it, and soreness would be considerable. Add a little each session. After a month off expect two or three weeks to the old level.

If you were ill with fever, wait until you have been free of it for some days, and begin gently. With heart or lung symptoms, ask a physician first.
`,
  quiz: [
    {
      key: 'model',
      kind: 'single',
      ask: 'Why may performance rise after a few easy days?',
      choices: [
        { text: 'Fitness grows fastest at rest.', why: 'Fitness rises by training; it is fatigue that fades.' },
        { text: 'Fatigue fades faster than fitness.', isRight: true, why: 'What had been hidden becomes visible.' },
        { text: 'Muscles need no training.', why: 'They do, but not every day.' },
      ],
    },
    {
      key: 'deload-how',
      kind: 'single',
      ask: 'What does a typical deload look like?',
      choices: [
        {
          text: 'A third to a half fewer sets, further from failure',
          isRight: true,
          why: 'It lowers fatigue and keeps the habit and the skill.',
        },
        { text: 'New exercises to failure', why: 'That would add soreness and fatigue.' },
        { text: 'A month without training', why: 'A week of less is enough.' },
      ],
    },
    {
      key: 'plateau-order',
      kind: 'order',
      ask: 'In which order does the lesson check a plateau?',
      items: ['Sleep, food and stress', 'Effort', 'Volume', 'Technique', 'Specificity', 'Variation'],
      why: 'From the most frequent cause to the last resort, one change at a time.',
    },
    {
      key: 'break',
      kind: 'single',
      ask: 'After three weeks without training, what can you expect?',
      choices: [
        { text: 'Most of the maximal strength is still there.', isRight: true, why: 'It is kept for about three to four weeks.' },
        { text: 'Half of the muscle is gone.', why: 'Losses are small, and partly water.' },
        { text: 'Endurance is unchanged.', why: 'Endurance falls sooner than strength.' },
      ],
    },
    {
      key: 'one-change',
      kind: 'single',
      ask: 'Why change only one thing at a time?',
      choices: [
        { text: 'Otherwise you do not learn what helped.', isRight: true, why: 'Several changes cannot be told apart.' },
        { text: 'The body can adapt to one thing only.', why: 'It adapts to many at once.' },
        { text: 'It is the rule of the ACSM.', why: 'It is a rule of reasoning.' },
      ],
    },
  ],
  sources: [
    {
      text: 'L. Bell and others (2023), Integrating deloading into strength and physique sports training programmes: an international Delphi consensus approach. Sports Medicine – Open 9, 87.',
      url: 'https://doi.org/10.1186/s40798-023-00633-0',
    },
    {
      text: 'M. Coleman and others (2024), Gaining more from doing less? The effects of a one-week deload period during supervised resistance training on muscular adaptations. PeerJ 12, e16777.',
    },
    {
      text: 'R. Ogasawara, T. Yasuda, N. Ishii and T. Abe (2013), Comparison of muscle hypertrophy following 6-month of continuous and periodic strength training. European Journal of Applied Physiology 113, 975–985.',
    },
    {
      text: 'I. Mujika and S. Padilla (2000), Detraining: loss of training-induced physiological and performance adaptations. Part I. Sports Medicine 30, 79–87.',
    },
  ],
});
