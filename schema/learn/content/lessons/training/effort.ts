import { lesson } from '../../lesson.ts';

export const effort = lesson({
  key: 'effort',
  topic: 'training',
  title: 'Effort: repetitions in reserve and RPE',
  description: 'Rate a set by what was left in it, and use the rating to choose the next load.',
  difficulty: 'beginner',
  figures: {
    scale: {
      kind: 'bars',
      caption: 'The RPE scale for strength training: 10 minus the repetitions in reserve.',
      x: 'Repetitions in reserve',
      y: { label: 'RPE', unit: '' },
      bars: [
        { label: '4', value: 6 },
        { label: '3', value: 7 },
        { label: '2', value: 8 },
        { label: '1', value: 9 },
        { label: '0', value: 10 },
      ],
    },
  },
  text: `
"Three sets of eight with 80 kg" says what you did, but not how hard it was. The same set may be a warm-up for one person and the limit for another, and for one person on a good and on a bad day. A rating of effort supplies the missing part.

## The scale

**Repetitions in reserve** (RIR) is the number of further repetitions you could have done with good technique. **RPE**, the rating of perceived exertion in its version for strength training, is ten minus that number.

{{scale}}

RPE 10: nothing left. RPE 9: one more would have been possible. RPE 8: two more. Half values express doubt: 8.5 means one more for sure, perhaps two. Below about 6 the scale becomes vague, since nobody can tell five in reserve from seven.

It is not the scale of Borg that runs from 6 to 20 and was made for endurance; only the name is shared.

## How exact is it?

Estimates are better near failure than far from it. In studies in which people predicted their remaining repetitions and then continued to failure, the error was about one repetition on average in sets that ended close to failure, and larger in light sets with many repetitions. Most people **underestimate** what they have left, beginners more so. Experience helps, and it can be trained: take the last set of a safe exercise to failure once in a while, and compare with what you had predicted.

## Using it

**To choose the load.** A plan may say "3 × 6 at RPE 8" instead of naming a weight. On a strong day you use more, on a weak one less, and the stimulus is the same. This is called **autoregulation**.

**To read progress.** 80 kg for 8 at RPE 9 last month and at RPE 7 today is progress, although the log shows the same weight. The estimated maximum becomes better as well: a set of 5 at RPE 8 corresponds to a possible 7.

**To hold back.** For growth, most sets should end at RPE 7 to 9; for strength, heavy singles and triples at 6 to 9 with perfect technique. Going to 10 in each set costs more recovery than it brings. A recent analysis of many studies found that muscle growth increases as sets come nearer to failure, while gains in strength were similar over a wide range.

**To end a session.** If the effort at a fixed weight rises by more than one and a half points over the sets, the quality is falling. Another set would be mostly fatigue.

## Bar speed, the objective cousin

When the load is near the limit, the bar slows down, whether you want it or not. If each repetition is meant to be as fast as possible, the speed of the last one tells how close you are to failure. Special devices measure it. Without one, a video shows the same: once a repetition takes clearly longer than the first, you are within about three of failure.

## Pitfalls

1. **Rating the wrong thing.** Burning, breathlessness or boredom are not repetitions in reserve. Sets of 20 hurt long before failure.
2. **Rating the plan.** If the plan says 8, people tend to report 8. Rate first, look afterwards.
3. **Changing technique.** A repetition that is only possible with momentum does not count as one in reserve.
4. **Comparing people.** The rating is about yourself.

In this app, a set can carry its RPE. It takes a second to enter and pays after a month, when you can see whether effort at the same load has gone down.
`,
  quiz: [
    {
      key: 'convert',
      kind: 'number',
      ask: 'You could have done two more repetitions. What is the RPE?',
      answer: 8,
      within: 0,
      unit: '',
      why: '10 − 2 = 8.',
    },
    {
      key: 'accuracy',
      kind: 'single',
      ask: 'When are estimates of repetitions in reserve most exact?',
      choices: [
        { text: 'In heavy sets close to failure', isRight: true, why: 'The error is then about one repetition.' },
        { text: 'In light sets far from failure', why: 'There they are least exact.' },
        { text: 'In the warm-up', why: 'Nobody can tell eight in reserve from ten.' },
      ],
    },
    {
      key: 'progress',
      kind: 'single',
      ask: 'Last month: 60 kg for 10 at RPE 9. Today: the same at RPE 7. What does it mean?',
      choices: [
        { text: 'Nothing, the weight is the same.', why: 'Two more repetitions are possible now.' },
        { text: 'You have become stronger.', isRight: true, why: 'The same work costs less, so more would be possible.' },
        { text: 'You trained less hard, so you lost strength.', why: 'Less effort for the same work shows the opposite.' },
      ],
    },
    {
      key: 'failure',
      kind: 'multiple',
      ask: 'Which statements about training to failure fit the evidence?',
      choices: [
        {
          text: 'Growth tends to increase as sets come nearer to failure.',
          isRight: true,
          why: 'That is what the analysis of many studies found.',
        },
        { text: 'Strength needs failure in each set.', why: 'Gains in strength were similar over a wide range.' },
        { text: 'Failure in each set costs recovery.', isRight: true, why: 'Later sets and sessions suffer.' },
      ],
    },
    {
      key: 'autoregulation',
      kind: 'single',
      ask: 'The plan says 3 × 6 at RPE 8. After a bad night the usual weight feels like RPE 9.5. What now?',
      choices: [
        { text: 'Keep the weight', why: 'The plan names the effort, not the weight.' },
        { text: 'Lower the weight until the set is an 8', isRight: true, why: 'This is autoregulation.' },
        { text: 'Add a set', why: 'More fatigue will not help.' },
      ],
    },
  ],
  sources: [
    {
      text: 'M. C. Zourdos and others (2016), Novel resistance training-specific rating of perceived exertion scale measuring repetitions in reserve. Journal of Strength and Conditioning Research 30, 267–275.',
    },
    {
      text: 'E. R. Helms, J. Cronin, A. Storey and M. C. Zourdos (2016), Application of the repetitions in reserve-based rating of perceived exertion scale for resistance training. Strength and Conditioning Journal 38, 42–49.',
    },
    {
      text: 'Z. P. Robinson and others (2024), Exploring the dose-response relationship between estimated resistance training proximity to failure, strength gain, and muscle hypertrophy. Sports Medicine 54, 2209–2231.',
    },
    {
      text: 'I. Halperin, T. Malleron, I. Har-Nir, P. Androulakis-Korakakis, M. Wolf, J. Fisher and J. Steele (2022), Accuracy in predicting repetitions to task failure in resistance exercise. Sports Medicine 52, 377–390.',
    },
  ],
});
