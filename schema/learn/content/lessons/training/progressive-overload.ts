import { lesson } from '../../lesson.ts';

export const progressiveOverload = lesson({
  key: 'progressive-overload',
  topic: 'training',
  title: 'Progressive overload',
  description: 'Explain why training must grow, and choose the next step for an exercise.',
  difficulty: 'beginner',
  figures: {
    double: {
      kind: 'bars',
      caption:
        'Double progression over eight sessions: repetitions grow from 8 to 12 at one weight, then the weight goes up. Shown is the volume of three sets.',
      x: 'Session',
      y: { label: 'Volume', unit: 'kg' },
      bars: [
        { label: '3×8 · 60', value: 1440 },
        { label: '3×9 · 60', value: 1620 },
        { label: '3×10 · 60', value: 1800 },
        { label: '3×11 · 60', value: 1980 },
        { label: '3×12 · 60', value: 2160 },
        { label: '3×8 · 65', value: 1560 },
        { label: '3×9 · 65', value: 1755 },
        { label: '3×10 · 65', value: 1950 },
      ],
    },
  },
  text: `
A muscle that is asked for more than it is used to becomes able to do more. A muscle that is asked for the same as last year stays as it is. **Progressive overload** is the name for the first half of that sentence, put into practice: over weeks and months, training has to become harder in some way that the body can follow.

## Why it works

Strength comes from two sources. In the first weeks of a new exercise most of the gain is **neural**: the nervous system recruits more of the muscle at once, fires faster and coordinates the movement better. Later the share of **hypertrophy**, growth of the muscle fibres, rises. The main stimulus for growth is mechanical tension on the fibres. When a set approaches the point where no further repetition is possible, nearly all of them have been recruited and loaded.

Both adaptations are specific. The body adapts to the load, the range of motion and the speed that are trained. And both stop when the demand no longer exceeds what it is adapted to. Tension that was demanding at the start, 40 kg for eight repetitions, is light after three months.

## Ways to make it harder

Weight is the obvious variable and by no means the only one:

- **Load**: more weight for the same repetitions.
- **Repetitions**: more with the same weight.
- **Sets**: more of them each week.
- **Range and control**: deeper, slower on the way down, less momentum.
- **Density**: the same work in less time. Useful for endurance, less so for strength, since shorter rest lowers what the next set can do.

Load and repetitions are close substitutes. In a study that compared the two for eight weeks, people who added weight at constant repetitions and people who added repetitions at constant weight grew muscle to a similar degree. For maximal strength the load has to come eventually: whoever wants to lift one heavy repetition has to practise with heavy weights.

## Double progression

The simplest scheme that works for nearly everyone:

1. Choose a range of repetitions, say 8 to 12, and a weight with which you reach the lower end.
2. Add repetitions from session to session, keeping one or two in reserve.
3. When **all** sets reach the top of the range, raise the weight by the smallest step, and start again at the bottom.

{{double}}

The volume (sets × repetitions × weight) drops a little when the weight rises, and then exceeds the earlier peak. Do not be misled by that dip.

Beginners can often add weight every session for a couple of months: 2.5 kg for exercises of the legs, 1 to 2 kg for those of the upper body. After that, progress by the week, later by the month. With small weights the step itself is large (from 8 to 10 kg is 25 per cent), so more repetitions are needed before the jump.

## The limits

Overload is a matter of weeks, not of each day. Sleep, food, stress and time of day move performance by several per cent. One bad session is noise. Three in a row with the same exercise are information.

Technique is part of the measurement. A squat that gets heavier while it gets shallower is a different exercise, not progress. Neither is a row that starts from the hips. Keep the conditions constant, and let only one variable change at a time.

And progress must be affordable. Tendons and joints adapt more slowly than muscles. If something hurts sharply or for more than a few days, the step was too large, and going back two is faster than going on. People with an illness or an injury should ask a physician first.

## In your log

Cadence shows the last session beside each exercise, so that the next step is a glance away. Look at the trend of the estimated one-repetition maximum over a month rather than at single sets. If it rises, carry on, even slowly. If it is flat for a month, change one thing: one more weekly set, a different range of repetitions, or more sleep.
`,
  quiz: [
    {
      key: 'early-gains',
      kind: 'single',
      ask: 'What explains most of the strength gained in the first weeks of a new exercise?',
      choices: [
        { text: 'Growth of muscle fibres', why: 'That takes longer; its share rises later.' },
        { text: 'Adaptations of the nervous system', isRight: true, why: 'Recruitment and coordination improve first.' },
        { text: 'Stronger tendons', why: 'Tendons adapt, but more slowly.' },
      ],
    },
    {
      key: 'next-step',
      kind: 'single',
      ask: 'Your range is 8 to 12. You did 12, 12 and 10 repetitions with 50 kg. What is next by double progression?',
      choices: [
        { text: 'Raise the weight', why: 'Not all sets reached the top of the range.' },
        { text: 'Stay at 50 kg until all three sets reach 12', isRight: true, why: 'Only then does the weight go up.' },
        { text: 'Go back to 8 repetitions with 50 kg', why: 'That would be a step back without a reason.' },
      ],
    },
    {
      key: 'ways',
      kind: 'multiple',
      ask: 'Which of these count as progressive overload?',
      choices: [
        { text: 'One more repetition with the same weight', isRight: true, why: 'More work at the same tension.' },
        { text: 'A deeper squat with the same weight', isRight: true, why: 'More range is a greater demand.' },
        { text: 'More weight with half the range of motion', why: 'That is a different, usually easier, task.' },
        { text: 'One more weekly set', isRight: true, why: 'More volume.' },
      ],
    },
    {
      key: 'volume',
      kind: 'number',
      ask: 'What is the volume of 3 sets of 10 repetitions with 60 kg?',
      answer: 1800,
      within: 1,
      unit: 'kg',
      why: '3 × 10 × 60 = 1800.',
    },
    {
      key: 'bad-day',
      kind: 'single',
      ask: 'Today you managed two repetitions fewer than last week. What is the sensible reading?',
      choices: [
        { text: 'You have lost muscle.', why: 'Not in a week of normal training.' },
        {
          text: 'It may be chance; look at the next sessions.',
          isRight: true,
          why: 'Performance varies by several per cent from day to day.',
        },
        { text: 'The programme does not work.', why: 'One session cannot show that.' },
      ],
    },
  ],
  sources: [
    {
      text: 'American College of Sports Medicine (2009), Progression models in resistance training for healthy adults. Medicine & Science in Sports & Exercise 41, 687–708.',
    },
    {
      text: 'D. Plotkin and others (2022), Progressive overload without progressing load? The effects of load or repetition progression on muscular adaptations. PeerJ 10, e14142.',
      url: 'https://peerj.com/articles/14142/',
    },
    {
      text: 'B. J. Schoenfeld (2010), The mechanisms of muscle hypertrophy and their application to resistance training. Journal of Strength and Conditioning Research 24, 2857–2872.',
    },
  ],
});
