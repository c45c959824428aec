import { lesson } from '../../lesson.ts';

export const volumeAndIntensity = lesson({
  key: 'volume-and-intensity',
  topic: 'training',
  title: 'How much, how heavy, how often',
  description: 'Set the weekly sets, the load and the frequency for strength or for muscle.',
  difficulty: 'beginner',
  figures: {
    volume: {
      kind: 'bars',
      caption:
        'Growth of muscle by weekly sets, as estimated in the meta-analysis of Schoenfeld and colleagues (2017): more sets, more growth, with a shrinking return.',
      x: 'Sets a week',
      y: { label: 'Growth', unit: '%' },
      bars: [
        { label: 'under 5', value: 5.4 },
        { label: '5 to 9', value: 6.6 },
        { label: '10 or more', value: 9.8 },
      ],
    },
  },
  text: `
Three numbers describe a strength programme: how many sets (volume), how heavy (intensity), how often (frequency). They are tied together by the time and the recovery you have. Research does not give one right answer, but it narrows the range.

## Volume: count hard sets

For muscle growth, **volume** is best counted as the number of hard sets for each muscle in a week. A set is hard when it ends with few repetitions left, say zero to four. Sets far from that point count for little, whatever the weight.

A meta-analysis of 15 studies found a graded relation: fewer than five weekly sets for a muscle brought growth of about 5 per cent over the studies, five to nine about 7, ten or more about 10.

{{volume}}

Two lessons follow. First, a little works: two or three sets, twice a week, is a real stimulus, and by far the best return on time. Second, more works better, up to a point. Above some 20 sets the evidence is thin and the cost in fatigue is certain. Ten to fifteen weekly sets for the muscles you care about most is a sensible aim; six is enough for the rest.

Count indirect work with reason. A bench press is a set for the chest and, in part, for the triceps and the front of the shoulder. Many people count half a set for the helpers.

For **strength**, volume matters less and practice more. A few heavy sets of the lift itself raise the maximum well, even when they are too few to grow much muscle.

## Intensity: load in per cent

Intensity here means the load relative to your maximum for one repetition (1RM). Roughly, 12 repetitions are possible with 70 per cent, 8 with 80, 5 with 87, 3 with 93. People and exercises differ, so treat the table as a first guess.

For **growth**, the load hardly matters within a wide range. Studies that compare light loads (30 to 50 per cent, 20 to 35 repetitions) with heavy ones, both taken close to failure, find similar growth. Moderate loads of 6 to 15 repetitions are simply practical: light sets take long and hurt, very heavy ones load the joints and need long rests.

For **strength**, load matters clearly. Heavy training, above 80 per cent, raises the maximum more than light training. The reason is specificity: coordination with heavy loads is learnt with heavy loads.

## Effort: how close to failure

Growth improves as sets come closer to failure; strength depends on it much less. Going to absolute failure in each set adds fatigue and lowers the following sets. One to three repetitions in reserve on most sets, with the last set of an exercise now and then taken to the end, is a good compromise.

## Frequency: a way to spread volume

When the weekly number of sets is equal, training a muscle once, twice or three times makes little difference for growth. Frequency matters because it changes what one session must hold. Twelve sets for the legs in one session are dull and the last ones are poor; six on two days are done well. So: at most six to ten hard sets for a muscle in a session, and as many sessions as that takes. For learning a lift, more frequent practice helps, as with any skill.

## Putting it together

A week for someone with three hours:

| goal | sets per muscle and week | repetitions | in reserve |
| --- | --- | --- | --- |
| muscle | 10 to 15 | 6 to 15 | 1 to 3 |
| strength in a lift | 6 to 10 of that lift | 1 to 6 | 1 to 4 |
| maintenance | 3 to 5 | 6 to 15 | 1 to 3 |

The last row deserves attention. Keeping what you have takes far less than gaining it. In one study, young people kept their strength and muscle for 32 weeks with a ninth of the volume that had built it; people over 60 kept their strength but lost some of the size. In a busy month, cut the sets, keep the load, and lose next to nothing.

Start at the lower end. Add a set when progress stalls and recovery is good; take some away when performance falls, sleep suffers or joints complain. Your own log is a better guide than any average, because averages hide how differently people respond.
`,
  quiz: [
    {
      key: 'hard-set',
      kind: 'single',
      ask: 'Which set counts fully for muscle growth?',
      choices: [
        { text: '15 repetitions with ten more possible', why: 'Too far from failure to count for much.' },
        {
          text: '15 repetitions with two more possible',
          isRight: true,
          why: 'Close to failure, and within the useful range of loads.',
        },
        { text: '3 repetitions with half of what you could lift', why: 'An easy set; a warm-up.' },
      ],
    },
    {
      key: 'strength-load',
      kind: 'single',
      ask: 'You want to raise the weight you can lift once. What matters most?',
      choices: [
        { text: 'Many sets of 20 repetitions', why: 'Good for growth if they are hard, weaker for the maximum.' },
        {
          text: 'Regular practice of the lift with heavy loads',
          isRight: true,
          why: 'Strength is specific to load and movement.',
        },
        { text: 'Short rests', why: 'They lower the load you can use.' },
      ],
    },
    {
      key: 'frequency',
      kind: 'single',
      ask: 'Twelve weekly sets for the back: once with twelve, or twice with six? What does research say about growth?',
      choices: [
        { text: 'Once is clearly better.', why: 'No such difference is found.' },
        {
          text: 'With equal weekly volume it makes little difference; twice keeps the quality of the sets.',
          isRight: true,
          why: 'Frequency is mainly a way to spread volume.',
        },
        { text: 'Twice doubles the growth.', why: 'The weekly volume is the same.' },
      ],
    },
    {
      key: 'order-load',
      kind: 'order',
      ask: 'Order by the share of the maximum that is typical, heaviest first.',
      items: ['3 repetitions possible', '5 repetitions possible', '8 repetitions possible', '12 repetitions possible'],
      why: 'About 93, 87, 80 and 70 per cent of the one-repetition maximum.',
    },
    {
      key: 'busy',
      kind: 'single',
      ask: 'For a busy month you can train half an hour a week. What keeps most of your muscle and strength?',
      choices: [
        {
          text: 'A few sets of each main exercise at the usual load',
          isRight: true,
          why: 'Maintenance takes a small part of the volume if the load stays.',
        },
        { text: 'Many light sets far from failure', why: 'Little stimulus for much time.' },
        { text: 'Nothing; a month changes nothing', why: 'Strength holds for a few weeks, but a small dose holds it surely.' },
      ],
    },
  ],
  sources: [
    {
      text: 'B. J. Schoenfeld, D. Ogborn and J. W. Krieger (2017), Dose-response relationship between weekly resistance training volume and increases in muscle mass. Journal of Sports Sciences 35, 1073–1082.',
    },
    {
      text: 'B. J. Schoenfeld and others (2017), Strength and hypertrophy adaptations between low- vs. high-load resistance training. Journal of Strength and Conditioning Research 31, 3508–3523.',
    },
    {
      text: 'B. J. Schoenfeld, J. Grgic and J. Krieger (2019), How many times per week should a muscle be trained to maximize muscle hypertrophy? Journal of Sports Sciences 37, 1286–1295.',
    },
    {
      text: 'C. S. Bickel, J. M. Cross and M. M. Bamman (2011), Exercise dosing to retain resistance training adaptations in young and older adults. Medicine & Science in Sports & Exercise 43, 1177–1187.',
    },
  ],
});
