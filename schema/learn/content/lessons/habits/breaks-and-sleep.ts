import { sampled } from '../../make-points.ts';
import { lesson } from '../../lesson.ts';

export const breaksAndSleep = lesson({
  key: 'breaks-and-sleep',
  topic: 'habits',
  title: 'Breaks, fatigue and sleep',
  description: 'Place breaks where they help, and treat sleep as part of learning.',
  difficulty: 'beginner',
  figures: {
    lapses: {
      kind: 'curves',
      caption:
        'Lapses of attention over two weeks, schematically after Van Dongen and colleagues: with six hours a night they pile up, and people hardly notice.',
      x: { label: 'Day', unit: '' },
      y: { label: 'Lapses in ten minutes', unit: '' },
      series: [
        { label: 'Eight hours in bed', points: sampled((day) => 1.5 + 0.05 * day, 0, 14, 28) },
        { label: 'Six hours', points: sampled((day) => 1.5 + 0.7 * day ** 0.95, 0, 14, 28) },
        { label: 'Four hours', points: sampled((day) => 1.5 + 1.35 * day ** 0.95, 0, 14, 28) },
      ],
    },
  },
  text: `
Attention is not a tank that runs empty, but it does get worse with time on a task: responses become slower and more variable, and errors more frequent. How much, depends on the task. Watching a monotonous display declines within 15 minutes; absorbing work with changes can carry for hours. Two things restore performance: breaks and sleep.

## Short breaks

A meta-analysis of breaks of up to ten minutes found that they clearly raise **vigour** and lower **fatigue**. The effect on **performance** was small on average: breaks helped for creative and clerical tasks, while after the most demanding ones ten minutes were not enough. Longer breaks brought more.

In a well-known experiment, a monotonous task of 50 minutes showed the usual decline. When people were briefly drawn away to something else twice in that time, the decline did not appear. The authors concluded that it is not attention as such that is used up, but the goal that fades; a brief interruption renews it.

There is no magic length. **25 minutes of work and 5 of break**, the pomodoro, is a good start, since its beginning is so easy. If you are in the middle of something after 25 minutes, go on. 50 and 10 suit many kinds of demanding work. More important than the numbers is that the break comes **before** you are exhausted, and that it ends.

## What makes a good break

- **Detachment**: mentally away from the task. Reading work messages is not a break.
- **Movement**: some steps, stairs, stretching. Long sitting is a burden of its own.
- **Distance for the eyes**: looking out of the window relaxes the muscles that focus.
- **Nature**, even a small park, improved performance in attention tasks in several studies, modestly.
- **Not the feed**: in an experiment with a break spent on the phone, people returned more slowly and solved less than after a break on paper, with a similar feeling of rest.

For ears, breaks in silence matter as well: adaptation to a bright or loud mix recedes within minutes.

## The short night

In a classic study, people spent four, six or eight hours in bed for two weeks. With eight hours, attention stayed as it was. With **six**, lapses increased from day to day, until after two weeks they were as frequent as after a whole night without sleep. And the people did not feel it: their rated sleepiness rose during the first days and then levelled off, while performance went on falling.

{{lapses}}

So "I get by with six hours" is exactly what one would expect a tired person to say. Adults are advised to sleep **seven hours or more**. Needs differ, and a good sign is waking without an alarm after a week of free evenings.

## Sleep learns for you

During sleep the brain replays and stabilises what was learnt. Word pairs, melodies and finger sequences are recalled better after a night, or even a nap, than after the same time awake. How much of an improvement in motor skills arises **during** sleep is debated; that lack of sleep harms the learning of the next day is not. Studying until three in the morning pays twice: for what was learnt before and for what is to come.

What helps: a constant time of getting up, light in the morning, a dark and cool room, no caffeine in the six to eight hours before bed, alcohol seldom (it makes one fall asleep and disturbs the second half of the night). Worries go on paper an hour before, together with tomorrow's first task.

A nap of 10 to 20 minutes in the early afternoon raises alertness for a couple of hours. After a longer one you may wake from deep sleep and feel dull for a while.

If sleep is bad for weeks in spite of this, or you are sleepy by day after enough hours, see a physician: insomnia and sleep apnoea can be treated well.
`,
  quiz: [
    {
      key: 'six-hours',
      kind: 'single',
      ask: 'What happened with six hours in bed for two weeks?',
      choices: [
        { text: 'People got used to it, and performance recovered.', why: 'They felt used to it; performance went on falling.' },
        {
          text: 'Lapses piled up, while people felt only moderately sleepy.',
          isRight: true,
          why: 'Felt sleepiness levelled off, lapses did not.',
        },
        { text: 'Nothing changed.', why: 'That was the group with eight hours.' },
      ],
    },
    {
      key: 'breaks-effect',
      kind: 'single',
      ask: 'What do breaks of up to ten minutes reliably do?',
      choices: [
        {
          text: 'They raise vigour and lower fatigue.',
          isRight: true,
          why: 'The effect on performance is smaller and depends on the task.',
        },
        { text: 'They double the output.', why: 'The average effect on performance is small.' },
        { text: 'Nothing.', why: 'Well-being clearly improves.' },
      ],
    },
    {
      key: 'good-break',
      kind: 'multiple',
      ask: 'Which make a good break?',
      choices: [
        { text: 'A walk to the window and back', isRight: true, why: 'Movement and distance for the eyes.' },
        { text: 'Reading work messages', why: 'It does not detach from work.' },
        { text: 'Silence, after an hour of mixing', isRight: true, why: 'The ears’ adaptation recedes.' },
        { text: 'Scrolling through a feed', why: 'It tends to restore less and ends later.' },
      ],
    },
    {
      key: 'nap',
      kind: 'single',
      ask: 'Which nap is best for the rest of a working day?',
      choices: [
        { text: '10 to 20 minutes in the early afternoon', isRight: true, why: 'It refreshes without deep sleep.' },
        { text: 'An hour at six in the evening', why: 'It makes the night worse.' },
        { text: 'None can help', why: 'Short naps raise alertness.' },
      ],
    },
    {
      key: 'sleep-hours',
      kind: 'number',
      ask: 'How many hours of sleep or more are recommended for adults?',
      answer: 7,
      within: 0,
      unit: 'hours',
      why: 'The consensus statement says seven or more on a regular basis.',
    },
  ],
  sources: [
    {
      text: 'P. Albulescu and others (2022), “Give me a break!” A systematic review and meta-analysis on the efficacy of micro-breaks for increasing well-being and performance. PLoS ONE 17, e0272460.',
      url: 'https://doi.org/10.1371/journal.pone.0272460',
    },
    { text: 'A. Ariga and A. Lleras (2011), Brief and rare mental “breaks” keep you focused. Cognition 118, 439–443.' },
    {
      text: 'S. Kang and T. R. Kurtzberg (2019), Reach for your cell phone at your own risk: the cognitive costs of media choice for breaks. Journal of Behavioral Addictions 8, 395–403.',
    },
    {
      text: 'H. P. A. Van Dongen, G. Maislin, J. M. Mullington and D. F. Dinges (2003), The cumulative cost of additional wakefulness. Sleep 26, 117–126.',
    },
    {
      text: 'N. F. Watson and others (2015), Recommended amount of sleep for a healthy adult: a joint consensus statement. Sleep 38, 843–844.',
    },
  ],
});
