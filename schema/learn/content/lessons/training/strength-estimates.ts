import { sampled } from '../../make-points.ts';
import { lesson } from '../../lesson.ts';

export const strengthEstimates = lesson({
  key: 'strength-estimates',
  topic: 'training',
  title: 'Estimating your maximum',
  description: 'Compute an estimated one-repetition maximum, and know when to trust it.',
  difficulty: 'intermediate',
  figures: {
    formulas: {
      kind: 'curves',
      caption:
        'The share of the maximum that can be lifted for a number of repetitions, by two formulas. They meet at 10 repetitions and differ more and more beyond.',
      x: { label: 'Repetitions', unit: '' },
      y: { label: 'Share of the maximum', unit: '%' },
      series: [
        { label: 'Brzycki', points: sampled((reps) => (100 * (37 - reps)) / 36, 1, 20, 19) },
        { label: 'Epley', points: sampled((reps) => 100 / (1 + reps / 30), 1, 20, 19) },
      ],
    },
  },
  text: `
The **one-repetition maximum** (1RM) is the heaviest weight that you can lift once with correct technique. It is the common currency of strength: programmes give loads as a share of it, and progress is read from it. Testing it is tiring, takes half a session and is not without risk. So it is mostly **estimated** from ordinary sets.

## The idea

The more repetitions a weight allows, the smaller its share of the maximum. The relation is remarkably similar among people in the range from two to ten repetitions. Several formulas describe it. Two are used most.

**Epley** (1985): 1RM = weight · (1 + repetitions / 30)

**Brzycki** (1993): 1RM = weight · 36 / (37 − repetitions)

For 80 kg and 8 repetitions, Epley gives 80 · (1 + 8/30) = 101.3 kg, and Brzycki 80 · 36/29 = 99.3 kg.

{{formulas}}

At ten repetitions they agree exactly: both give a factor of 1.333. Below ten, Brzycki is a little more cautious, and above ten it rises without bound: at 36 repetitions it would be 36 times the weight, which is nonsense. This app therefore uses Brzycki below 10 repetitions and Epley from 10 on, and it gives no estimate above 36. A single repetition is taken as it is.

## How far to trust it

Comparisons with tested maxima found an error of a few per cent with sets of up to about ten repetitions, and more with longer ones. There are systematic differences too.

- **Exercises differ.** At the same share of the maximum, most people do more repetitions in the leg press or the squat than in the bench press; in the deadlift formulas tend to come out too low.
- **People differ.** Endurance athletes do more repetitions at 80 per cent than sprinters and powerlifters. Your own deviation is fairly stable, and so the **trend** is more reliable than the value.
- **The set must be hard.** Formulas assume that no repetition was left. If two were in reserve, add them: 8 repetitions at RPE 8 stand for 10. Otherwise an easy set looks like a loss of strength.
- **Rest matters.** The third set with a minute's rest underestimates. Use the best set of the day.

## Choosing loads

Turn the formula round to choose a weight. With a 1RM of 100 kg, about 87 kg allow five repetitions, 80 kg eight, 75 kg ten. With two in reserve take one step less: for a set of five at RPE 8 use the weight for seven, about 83 kg.

Many programmes work with a **training maximum** of 90 per cent of the estimate. The buffer makes sure that bad days are possible, and costs nothing, for progress comes from adding, not from the starting point.

## Records and noise

Two estimates a week apart may differ by 3 per cent with no change in strength. A record is convincing if it comes with the same technique and is confirmed within a couple of weeks. Look at the line over two or three months. A beginner's may rise by several per cent each month, an experienced lifter's by a few per cent in a year.

Testing the true maximum makes sense rarely: before a competition, or for fun once or twice a year. Then warm up with small steps (five at 50 per cent, three at 70, one at 80, one at 90), rest for three to five minutes, have somebody spot you, and end after the first failure. People who are new to an exercise have no reason to do it at all.
`,
  quiz: [
    {
      key: 'epley',
      kind: 'number',
      ask: 'What does Epley’s formula give for 90 kg and 10 repetitions?',
      answer: 120,
      within: 0.5,
      unit: 'kg',
      why: '90 · (1 + 10/30) = 120.',
    },
    {
      key: 'brzycki',
      kind: 'number',
      ask: 'What does Brzycki’s formula give for 90 kg and 1 repetition?',
      answer: 90,
      within: 0.5,
      unit: 'kg',
      why: '90 · 36 / (37 − 1) = 90: one repetition is the maximum itself.',
    },
    {
      key: 'trust',
      kind: 'single',
      ask: 'Which set gives the most trustworthy estimate?',
      choices: [
        { text: '25 repetitions to failure', why: 'Formulas spread widely above about ten repetitions.' },
        { text: '5 repetitions with none left', isRight: true, why: 'Few repetitions, and nothing in reserve.' },
        { text: '5 repetitions with five left', why: 'It looks much weaker than you are.' },
      ],
    },
    {
      key: 'reserve',
      kind: 'single',
      ask: 'You did 6 repetitions with two in reserve. Which number belongs in the formula?',
      choices: [
        { text: '4', why: 'That would go in the wrong direction.' },
        { text: '6', why: 'The formula assumes a set with nothing left.' },
        { text: '8', isRight: true, why: 'Eight were possible.' },
      ],
    },
    {
      key: 'training-max',
      kind: 'single',
      ask: 'Why do many programmes use 90 per cent of the estimate as their base?',
      choices: [
        { text: 'Because formulas are always 10 per cent too high', why: 'Their error goes in both directions.' },
        { text: 'As a buffer, so that bad days still succeed', isRight: true, why: 'Progress comes from adding over weeks.' },
        { text: 'Because light weights build more strength', why: 'Strength needs heavy loads.' },
      ],
    },
  ],
  sources: [
    {
      text: 'M. Brzycki (1993), Strength testing: predicting a one-rep max from reps-to-fatigue. Journal of Physical Education, Recreation & Dance 64, 88–90.',
    },
    { text: 'B. Epley (1985), Poundage chart. In: Boyd Epley Workout. Lincoln, NE.' },
    {
      text: 'D. A. LeSuer, J. H. McCormick, J. L. Mayhew, R. L. Wasserstein and M. D. Arnold (1997), The accuracy of prediction equations for estimating 1-RM performance in the bench press, squat, and deadlift. Journal of Strength and Conditioning Research 11, 211–213.',
    },
  ],
});
