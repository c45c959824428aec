import { lesson } from '../../lesson.ts';

export const deliberatePractice = lesson({
  key: 'deliberate-practice',
  topic: 'habits',
  title: 'Practising well: feedback, difficulty, mixing',
  description: 'Design a practice session that makes you better, instead of one that feels good.',
  difficulty: 'intermediate',
  figures: {
    mixing: {
      kind: 'bars',
      caption:
        'Mathematics problems practised in blocks or mixed (Rohrer and Taylor 2007): blocked was better during practice, mixed far better in the test a week later.',
      x: 'Condition',
      y: { label: 'Solved', unit: '%' },
      bars: [
        { label: 'Blocked, practice', value: 89 },
        { label: 'Mixed, practice', value: 60 },
        { label: 'Blocked, test', value: 20 },
        { label: 'Mixed, test', value: 63 },
      ],
    },
  },
  text: `
Twenty years of driving do not make a racing driver. Once an activity is good enough for its purpose it becomes automatic, and repetition no longer improves it. To get better takes a different kind of repetition. It is less pleasant, and half an hour of it does more than three hours of the other.

## Deliberate practice

The psychologist Anders Ericsson studied how experts train and called it **deliberate practice**. Its marks are these:

- a **specific** aspect to be improved, chosen because it is weak;
- a task **just beyond** what one can do now;
- full **attention**;
- **immediate feedback** on whether it succeeded;
- **repetition** with changes, until it does.

Violinists at an academy in Berlin, in the famous study of 1993, had accumulated more hours of solitary practice the better they were. The "10,000 hours" that became popular are an average of one group at the age of 20, not a threshold. A later meta-analysis found that deliberate practice explained 26 per cent of the differences in performance in games, 21 in music, 18 in sports, and little in professions. It matters a great deal, and it is not everything. The starting age, the quality of teaching and one's dispositions matter too.

## Feedback

Without feedback one practises errors. Good feedback is quick and specific: a recording, a tuner, a metronome, a teacher, an answer key. A quiz here explains each choice.

It should not be constant, though. In motor learning, people who get feedback after every trial come to depend on it, and those who get it less often remember better. So first judge yourself (was that note flat?) and then look.

## The right difficulty

If everything succeeds you are not learning; if nothing does, neither. A rate of success of some 70 to 85 per cent is a sensible aim. Adaptive ear-training programs often steer towards 75 per cent: they become harder after right answers and easier after wrong ones, so the level you reach measures what you can hear.

Robert Bjork speaks of **desirable difficulties**: conditions that slow down performance during practice and improve what remains. Spacing and testing are two of them. The third is mixing.

## Mixing

Suppose you practise three things. **Blocked**: AAAA BBBB CCCC. **Interleaved**: ABCBACCAB. Blocked practice looks better while you are at it. On a later test, interleaved practice usually wins, sometimes by a lot.

{{mixing}}

The reason seems to be that with blocks you know in advance which method is needed. Mixed, you must **recognise** what is in front of you, and recall how to handle it each time. For learning to tell things apart, such as intervals, EQ bands or the styles of painters, mixing is particularly strong, since differences show when the examples lie next to each other. Absolute beginners profit from some blocked repetition first.

People prefer blocks even after their own results have shown the opposite. Do not trust the feeling of fluency.

## A session of forty minutes

1. **Two minutes**: choose two or three weak spots. Write down how you will know that they are better.
2. **Ten minutes** on the first, slowly enough to be right. Take the hard bar, not the entire piece.
3. **Ten minutes** on the second. Then **five** on the first again: can you still do it?
4. **Eight minutes** on the third, or mix all three at random.
5. **Five minutes** of playing through, recorded.
6. One line in the log: what was better, what comes next.

Concentration of this kind is limited. The violinists practised in stretches of at most 90 minutes, about four hours a day at the highest level, and slept more than average. For most of us, 30 minutes a day that are really attentive are a lot.
`,
  quiz: [
    {
      key: 'marks',
      kind: 'multiple',
      ask: 'Which are marks of deliberate practice?',
      choices: [
        { text: 'A specific weakness is worked on', isRight: true, why: 'It is chosen because it is weak.' },
        { text: 'Feedback follows quickly', isRight: true, why: 'Otherwise errors are practised.' },
        { text: 'Playing favourite pieces from start to end', why: 'Enjoyable, but mostly repetition of what one can do.' },
        { text: 'The task is just beyond present ability', isRight: true, why: 'Neither trivial nor hopeless.' },
      ],
    },
    {
      key: 'interleaving',
      kind: 'single',
      ask: 'You practise telling three EQ bands apart. Which order is best for next week’s result?',
      choices: [
        { text: 'All of the first, then all of the second, then all of the third', why: 'Better now, worse later.' },
        { text: 'Mixed at random', isRight: true, why: 'You must recognise each one anew.' },
        { text: 'Only the easiest', why: 'The weak ones need the practice.' },
      ],
    },
    {
      key: 'hours',
      kind: 'single',
      ask: 'What are the “10,000 hours”?',
      choices: [
        { text: 'A threshold for mastery', why: 'There is no such threshold.' },
        { text: 'An average of one group of violinists at 20', isRight: true, why: 'Some had fewer, others more.' },
        { text: 'A result of the meta-analysis of 2014', why: 'That reported shares of explained differences.' },
      ],
    },
    {
      key: 'feedback-rate',
      kind: 'single',
      ask: 'What is the drawback of feedback after every single trial?',
      choices: [
        {
          text: 'One comes to depend on it.',
          isRight: true,
          why: 'Judging oneself first keeps one’s own sense of error active.',
        },
        { text: 'It takes too long.', why: 'It may be instant; the problem is dependence.' },
        { text: 'It makes the task too hard.', why: 'It makes it easier for the moment.' },
      ],
    },
    {
      key: 'success-rate',
      kind: 'number',
      ask: 'An exercise goes right 98 times in 100. Which rate, in per cent, would be about the middle of the sensible range for learning?',
      answer: 77,
      within: 8,
      unit: '%',
      why: 'Some 70 to 85 per cent: hard enough to learn from, easy enough to succeed mostly.',
    },
  ],
  sources: [
    {
      text: 'K. A. Ericsson, R. T. Krampe and C. Tesch-Römer (1993), The role of deliberate practice in the acquisition of expert performance. Psychological Review 100, 363–406.',
    },
    {
      text: 'B. N. Macnamara, D. Z. Hambrick and F. L. Oswald (2014), Deliberate practice and performance in music, games, sports, education, and professions: a meta-analysis. Psychological Science 25, 1608–1618.',
    },
    {
      text: 'D. Rohrer and K. Taylor (2007), The shuffling of mathematics problems improves learning. Instructional Science 35, 481–498.',
    },
    {
      text: 'N. Kornell and R. A. Bjork (2008), Learning concepts and categories: is spacing the “enemy of induction”? Psychological Science 19, 585–592.',
    },
  ],
});
