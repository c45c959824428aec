import { sampled } from '../../make-points.ts';
import { lesson } from '../../lesson.ts';

/** The power curve of FSRS: recall after `day` days with a stability in days. */
const recall = (day: number, stability: number): number => {
  const decay = -0.1542;
  const factor = 0.9 ** (1 / decay) - 1;
  return 100 * (1 + (factor * day) / stability) ** decay;
};

export const spacedPractice = lesson({
  key: 'spaced-practice',
  topic: 'habits',
  title: 'Spacing and testing: how to remember',
  description: 'Plan reviews so that what you learn stays, and use tests to learn rather than to be graded.',
  difficulty: 'beginner',
  figures: {
    forgetting: {
      kind: 'curves',
      caption:
        'Recall after a review, by the model that schedules the cards of this app. The higher the stability, the slower the decline.',
      x: { label: 'Days since the review', unit: '' },
      y: { label: 'Chance of recall', unit: '%' },
      series: [
        { label: 'Stability 2 days', points: sampled((day) => recall(day, 2), 0, 60, 60) },
        { label: 'Stability 10 days', points: sampled((day) => recall(day, 10), 0, 60, 60) },
        { label: 'Stability 40 days', points: sampled((day) => recall(day, 40), 0, 60, 60) },
      ],
    },
    tested: {
      kind: 'bars',
      caption:
        'Recall of a text after one week (Roediger and Karpicke 2006, experiment 1): studied twice, or studied once and tested once.',
      x: 'Condition',
      y: { label: 'Recalled', unit: '%' },
      bars: [
        { label: 'Studied twice', value: 42 },
        { label: 'Studied and tested', value: 56 },
      ],
    },
  },
  text: `
In 1885 Hermann Ebbinghaus published what he had found by learning thousands of nonsense syllables and trying to recall them later. Forgetting is steep at first and then slow: much is lost within a day, and what survives a month is fairly safe. A careful replication in 2015 found practically the same curve. Two ways of studying change it more than any others, and both feel worse than the usual way.

## Spacing

Six repetitions in one evening, or one on each of six days? The total is equal; the result is not. Practice that is **spread out** is remembered better than practice that is massed, and a review of more than 250 studies found the advantage almost everywhere it was looked for. It holds for vocabulary, for facts, for movements and for pieces of music.

How long should the gap be? It depends on how long you want to remember. In a large experiment with intervals of up to a year, the best gap was about 20 to 40 per cent of the delay for a test after a week, and 5 to 10 per cent for a test after a year. For an exam in ten days: review after two or three. For something you want to know for good: let the gaps grow.

Why does it work? Each successful recall makes the memory more **stable**, and it does so more when recalling has become a little difficult. A review right after the last is effortless and adds next to nothing.

{{forgetting}}

## Testing

Most people review by reading again. It feels productive, since the text becomes familiar. But familiarity is not recall. In a well-known experiment students read a text and then either read it again or wrote down what they remembered. After five minutes the readers were slightly better. After a week those who had tested themselves remembered clearly more, and the readers were the more confident ones.

{{tested}}

This is the **testing effect**: retrieving a memory strengthens it more than meeting it again. It works even without a grade, and better with feedback. That is why each lesson here ends in questions with explanations.

## Putting both together

A system of flash cards with growing intervals combines the two: each card is a small test, and it comes back when you are about to forget it. This app uses **FSRS** (Free Spaced Repetition Scheduler), an open model that was fitted to hundreds of millions of reviews. It keeps three numbers for each card:

- **Stability**: the days until the chance of recall has fallen to 90 per cent.
- **Difficulty**: how slowly the stability of this card grows.
- **Retrievability**: the chance that you would recall it now.

When you rate a card, stability changes. "Good" after a long interval raises it a lot, "Good" after a short one a little. "Again" cuts it down, without resetting it to zero, as relearning is faster than learning. The card is then due when its retrievability reaches the retention you chose.

## Rating honestly

The four buttons describe the recall that has just happened, not your wishes for the interval.

- **Again**: you did not know it, or something essential was missing.
- **Hard**: right, but with serious effort.
- **Good**: right, after a normal moment of thought. This is the usual answer.
- **Easy**: at once.

Using Hard for what you did not know is the most common mistake. The model then believes that you remember, and the card keeps failing.

## How much retention?

At 90 per cent, one card in ten is forgotten when it comes back. Higher sounds better, but the cost rises steeply: at 97 per cent the intervals are about a quarter of those at 90, for a few more remembered cards. Raise it only for what must not be forgotten.

## Habits that make it work

Do a little every day, at a fixed cue; ten minutes suffice for dozens of cards. Say the answer before you look. If a card fails again and again, do not repeat it more, but rewrite it or go back to the lesson: it is probably two things in one, or was never understood.
`,
  quiz: [
    {
      key: 'reread',
      kind: 'single',
      ask: 'After reading a chapter, what helps you most to remember it in a week?',
      choices: [
        { text: 'Reading it again at once', why: 'It feels familiar, but after a week testing wins clearly.' },
        {
          text: 'Closing the book and writing down what you remember',
          isRight: true,
          why: 'Retrieval strengthens memory more than rereading.',
        },
        { text: 'Marking the important sentences', why: 'Marking is a kind of rereading.' },
      ],
    },
    {
      key: 'stability',
      kind: 'single',
      ask: 'A card has a stability of 10 days. What does that mean?',
      choices: [
        { text: 'It is forgotten after 10 days.', why: 'After 10 days it is still remembered nine times in ten.' },
        { text: 'After 10 days the chance of recall is 90 per cent.', isRight: true, why: 'That is the definition in FSRS.' },
        { text: 'It was reviewed 10 days ago.', why: 'Stability is a property of the memory, not of the calendar.' },
      ],
    },
    {
      key: 'gap',
      kind: 'single',
      ask: 'You want to know something for years. How should the gaps between reviews develop?',
      choices: [
        { text: 'They stay the same.', why: 'Early reviews would then come too late or late ones too often.' },
        { text: 'They grow.', isRight: true, why: 'Each success makes the memory more stable, so the next gap can be longer.' },
        { text: 'They shrink.', why: 'That would spend most time on what you know best.' },
      ],
    },
    {
      key: 'rating',
      kind: 'single',
      ask: 'You could not recall the answer, but recognised it when you saw it. Which button?',
      choices: [
        { text: 'Again', isRight: true, why: 'Recognition is not recall.' },
        { text: 'Hard', why: 'Hard is for a right answer with effort; otherwise the model is misled.' },
        { text: 'Good', why: 'The recall failed.' },
      ],
    },
    {
      key: 'true-spacing',
      kind: 'multiple',
      ask: 'Which statements are true?',
      choices: [
        {
          text: 'Massed practice can look better right after practising.',
          isRight: true,
          why: 'The advantage of spacing shows later.',
        },
        { text: 'Spacing only works for facts.', why: 'It has been found for movements and music too.' },
        {
          text: 'A slightly difficult recall strengthens memory more than an effortless one.',
          isRight: true,
          why: 'That is why gaps help.',
        },
        { text: 'A retention of 97 per cent costs hardly more than 90.', why: 'The number of reviews rises steeply.' },
      ],
    },
  ],
  sources: [
    {
      text: 'J. M. J. Murre and J. Dros (2015), Replication and analysis of Ebbinghaus’ forgetting curve. PLoS ONE 10, e0120644.',
      url: 'https://doi.org/10.1371/journal.pone.0120644',
    },
    {
      text: 'N. J. Cepeda and others (2006), Distributed practice in verbal recall tasks: a review and quantitative synthesis. Psychological Bulletin 132, 354–380.',
    },
    {
      text: 'N. J. Cepeda and others (2008), Spacing effects in learning: a temporal ridgeline of optimal retention. Psychological Science 19, 1095–1102.',
    },
    {
      text: 'H. L. Roediger and J. D. Karpicke (2006), Test-enhanced learning: taking memory tests improves long-term retention. Psychological Science 17, 249–255.',
    },
    {
      text: 'J. Ye, J. Su and Y. Cao (2022), A stochastic shortest path algorithm for optimizing spaced repetition scheduling. KDD ’22, 4381–4390.',
    },
  ],
});
