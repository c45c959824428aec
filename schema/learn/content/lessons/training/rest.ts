import { sampled } from '../../make-points.ts';
import { lesson } from '../../lesson.ts';

export const rest = lesson({
  key: 'rest',
  topic: 'training',
  title: 'Rest: between sets, between days, at night',
  description: 'Choose rest periods for your goal, and know what recovery between sessions needs.',
  difficulty: 'beginner',
  figures: {
    recovery: {
      kind: 'curves',
      caption: 'Schematic recovery after a hard set: phosphocreatine returns quickly, full performance more slowly.',
      x: { label: 'Rest', unit: 's' },
      y: { label: 'Recovered', unit: '%' },
      series: [
        { label: 'Phosphocreatine', points: sampled((s) => 100 * (1 - 0.7 * Math.exp(-s / 45)), 0, 300, 60) },
        { label: 'Repetitions in the next set', points: sampled((s) => 100 * (1 - 0.55 * Math.exp(-s / 85)), 0, 300, 60) },
      ],
    },
  },
  text: `
Training is the stimulus; the adaptation happens afterwards. Three kinds of rest decide how much of the stimulus you can give and how much of it turns into strength: minutes between sets, days between sessions, and hours of sleep.

## Between sets

A hard set empties the quickest energy store of the muscle, phosphocreatine, and leaves acid and other by-products behind. About half of the phosphocreatine is back within 30 seconds, nearly all of it in three to five minutes. Performance follows somewhat later.

{{recovery}}

What it means for the next set: after one minute you will do clearly fewer repetitions, after three about as many as before.

For **strength** the evidence is plain. Rests of two to five minutes let you use heavier loads over the sets and bring better results in people with experience.

For **muscle growth** short rests of 30 to 60 seconds were recommended for years, because they raise certain hormones for a short time. That rise has turned out to be irrelevant for growth. In a study with trained men, three minutes brought more growth and more strength than one minute at the same number of sets. A later analysis found small benefits above about a minute and little difference beyond. What counts is the work done; short rests reduce it, and can be made up for by more sets.

In practice:

| kind of exercise | rest |
| --- | --- |
| heavy squat, deadlift, press | 3 to 5 min |
| other exercises for several joints | 2 to 3 min |
| exercises for one joint | 1 to 2 min |

If time is short, pair exercises that do not disturb each other (**supersets**), such as a press and a row. Each muscle rests while the other works. This saves about a third of the time and costs little.

## Between sessions

After a demanding session, the rate of muscle protein synthesis is raised for one to two days. Soreness, which peaks after 24 to 72 hours, is a poor guide: it mostly shows that something was **unaccustomed**, and its absence does not mean that nothing happened.

For most people the same muscle can be trained again after 48 hours, sooner if the session was light, later if it was long or contained heavy eccentric work. A useful test is performance. If the first working set is as good as the last time, you have recovered.

Movement on the days between is fine. Walking and easy cycling do not disturb recovery. Long endurance sessions directly before heavy leg training do; put some hours between them, or a day.

## Sleep and food

Sleep is the cheapest means of all. Adults are advised to have **seven hours or more**. After several nights of five hours, performance in exercises for several joints declines, effort feels higher, and injuries were more common in young athletes who slept less than eight. One bad night hardly affects maximal strength; do not skip a session because of it, but expect less.

Muscle needs **protein** to be built from. A meta-analysis of 49 studies found the benefit for muscle mass to level off at about 1.6 grams per kilogram of body weight and day. Distribution over the day matters little compared with the total. In a large deficit of energy, growth slows down and recovery takes longer.

## Recognising too little

Watch for a cluster lasting more than a week: falling performance in several exercises, higher effort at usual loads, bad sleep, irritability, lingering aches, no desire to train. One of these alone means nothing. Several together call for fewer sets for a week, as described in the lesson on deloads, and an honest look at sleep. If it does not pass, see a physician.
`,
  quiz: [
    {
      key: 'strength-rest',
      kind: 'single',
      ask: 'You do heavy sets of three in the squat. How long should you rest?',
      choices: [
        { text: '30 to 60 seconds', why: 'The next set would be clearly weaker.' },
        { text: '3 to 5 minutes', isRight: true, why: 'That lets you keep the load over the sets.' },
        { text: '15 minutes', why: 'Not harmful, but no better, and you cool down.' },
      ],
    },
    {
      key: 'soreness',
      kind: 'single',
      ask: 'You are not sore after a session. What follows?',
      choices: [
        { text: 'It was useless.', why: 'Soreness is not a measure of the stimulus.' },
        {
          text: 'Nothing; soreness mainly shows what was unaccustomed.',
          isRight: true,
          why: 'Progress over weeks is the better sign.',
        },
        { text: 'You must double the sets.', why: 'There is no reason for it.' },
      ],
    },
    {
      key: 'protein',
      kind: 'number',
      ask: 'Up to about which daily amount of protein per kilogram did muscle mass benefit, in the meta-analysis?',
      answer: 1.6,
      within: 0.1,
      unit: 'g/kg',
      why: 'The benefit levelled off at about 1.6 grams per kilogram.',
    },
    {
      key: 'superset',
      kind: 'single',
      ask: 'Which pair makes a good superset?',
      choices: [
        { text: 'Bench press and row', isRight: true, why: 'Opposing muscles: one rests while the other works.' },
        { text: 'Squat and leg press', why: 'Both tire the same muscles.' },
        { text: 'Deadlift and row', why: 'Both tire the back and the grip.' },
      ],
    },
    {
      key: 'signs',
      kind: 'multiple',
      ask: 'Which signs together suggest too little recovery?',
      choices: [
        { text: 'Falling performance in several exercises for over a week', isRight: true, why: 'A trend, not a day.' },
        { text: 'Higher effort at usual loads', isRight: true, why: 'The same work costs more.' },
        { text: 'Soreness after a new exercise', why: 'That is normal.' },
        { text: 'Bad sleep and irritability', isRight: true, why: 'In combination with the others they count.' },
      ],
    },
  ],
  sources: [
    {
      text: 'B. J. Schoenfeld and others (2016), Longer interset rest periods enhance muscle strength and hypertrophy in resistance-trained men. Journal of Strength and Conditioning Research 30, 1805–1812.',
    },
    {
      text: 'J. Grgic, B. J. Schoenfeld, M. Skrepnik, T. B. Davies and P. Mikulic (2018), Effects of rest interval duration in resistance training on measures of muscular strength: a systematic review. Sports Medicine 48, 137–151.',
    },
    {
      text: 'R. W. Morton and others (2018), A systematic review, meta-analysis and meta-regression of the effect of protein supplementation. British Journal of Sports Medicine 52, 376–384.',
    },
    {
      text: 'N. F. Watson and others (2015), Recommended amount of sleep for a healthy adult: a joint consensus statement. Sleep 38, 843–844.',
    },
  ],
});
