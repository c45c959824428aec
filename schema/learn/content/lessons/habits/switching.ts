import { lesson } from '../../lesson.ts';

export const switching = lesson({
  key: 'switching',
  topic: 'habits',
  title: 'What switching costs',
  description: 'Explain why multitasking is slow, and protect an hour of attention.',
  difficulty: 'beginner',
  figures: {
    cost: {
      kind: 'bars',
      caption:
        'Schematic response times when a task is repeated, and when it alternates with another. Foreknowledge helps; a cost remains.',
      x: 'Condition',
      y: { label: 'Response time', unit: 'ms' },
      bars: [
        { label: 'Repeated', value: 600 },
        { label: 'Switch, prepared', value: 720 },
        { label: 'Switch, unprepared', value: 850 },
      ],
    },
  },
  text: `
People say that they do two things at once. For walking and talking this is true. For two things that both need thought, what really happens is that attention **switches** between them, and each switch has a price.

## In the laboratory

Give somebody a simple task, such as saying whether a digit is odd. Then a second, whether it is larger than five. Let them do a block of the first, a block of the second, and a block in which the two alternate. In the mixed block every response takes longer, by a tenth of a second or several tenths, and errors are more frequent. The difference is the **switch cost**. It becomes smaller with practice and with time to prepare. It does not vanish: part of the former task's rules stays active and interferes.

{{cost}}

A few tenths of a second seem harmless. But in these experiments the tasks are trivial and the rules known by heart. Complex work has more to set up.

## In work

When you leave a task unfinished, part of your thinking stays with it. This is called **attention residue**. In experiments, people who were interrupted before they could finish performed worse on the next task than those who had completed the first. Time pressure to finish, followed by finishing, left the least residue.

Observations in offices found that people stayed with one document or screen for a few minutes or less before changing, and that about half of the changes were interruptions by **themselves**. Returning to an interrupted piece of work often took a detour through two other tasks. In an experiment with e-mail-like work, interrupted people finished slightly faster, because they wrote less and hurried, and they reported more stress and effort.

Media multitasking has a similar record. People who do a lot of it are not better at it; where differences are found, they are more easily distracted, although it is not clear which is the cause.

## The phone on the table

Notifications need not be answered to disturb. Hearing or feeling one raised the number of errors in an attention task by an amount comparable to using the phone. Whether the mere **presence** of a silent phone costs anything is disputed: an early study said yes, later ones found small or no effects. Putting it in another room costs nothing, and it removes the decision.

## What to do with it

1. **One thing, in a block.** 25 to 50 minutes with a defined object. Decide before the start what "finished for now" means.
2. **A parking place.** A thought that comes up is noted in one line and left. The capture key of this app is made for that. It ends the fear of forgetting, which is what keeps the thought alive.
3. **End properly.** Before you stop, write the next step in one sentence. In experiments, a plan for the rest of the task removed most of the intrusion of unfinished goals.
4. **Batch what is small.** Messages at two or three fixed times. In a field experiment, checking e-mail three times a day lowered stress.
5. **Silence what is not urgent.** Let people who may interrupt you know how: by a call.
6. **Expect your own interruptions.** When a task gets hard, the hand goes to something easier. Notice it, and stay for two more minutes.

## Not every switch is bad

Breaks restore. A change of task after a block prevents boredom. And for a problem that is stuck, letting it rest while doing something undemanding sometimes brings the idea. The cost comes from switching **within** a piece of work, without an end. A musician who changes between two études after each has been worked on for ten minutes is practising well, as the lesson on deliberate practice explains. One who answers a message after each line is not.
`,
  quiz: [
    {
      key: 'cost-what',
      kind: 'single',
      ask: 'What is the switch cost?',
      choices: [
        {
          text: 'The extra time and errors after changing the task',
          isRight: true,
          why: 'Compared with repeating the same one.',
        },
        { text: 'The energy used by the brain', why: 'It is measured in time and errors.' },
        { text: 'The time to learn a new task', why: 'Both tasks are already known.' },
      ],
    },
    {
      key: 'prepare',
      kind: 'single',
      ask: 'You know well in advance that the task will change. What happens to the cost?',
      choices: [
        { text: 'It disappears.', why: 'A part remains, however long one prepares.' },
        { text: 'It shrinks, but remains.', isRight: true, why: 'The former rules still interfere.' },
        { text: 'It grows.', why: 'Preparation helps.' },
      ],
    },
    {
      key: 'residue',
      kind: 'single',
      ask: 'What reduces attention residue when you must stop?',
      choices: [
        { text: 'Stopping in the middle of a sentence without a note', why: 'Unfinished goals stay active.' },
        { text: 'Writing down the next step', isRight: true, why: 'A plan removes most of the intrusion.' },
        { text: 'Beginning the next task faster', why: 'The residue comes along.' },
      ],
    },
    {
      key: 'self',
      kind: 'number',
      ask: 'About which share of changes of activity in offices was found to be self-interruption?',
      answer: 50,
      within: 10,
      unit: '%',
      why: 'About half came from the person, not from outside.',
    },
    {
      key: 'good-practice',
      kind: 'multiple',
      ask: 'Which of these protect attention?',
      choices: [
        { text: 'Noting a stray thought in one line and going on', isRight: true, why: 'It ends the fear of forgetting.' },
        { text: 'Answering each message at once, so that it is done', why: 'Each answer is two switches.' },
        { text: 'Reading messages at fixed times', isRight: true, why: 'Small things are done together.' },
        {
          text: 'Defining before the start when the block is finished',
          isRight: true,
          why: 'Finished work leaves the least residue.',
        },
      ],
    },
  ],
  sources: [
    {
      text: 'J. S. Rubinstein, D. E. Meyer and J. E. Evans (2001), Executive control of cognitive processes in task switching. Journal of Experimental Psychology: Human Perception and Performance 27, 763–797.',
    },
    {
      text: 'S. Leroy (2009), Why is it so hard to do my work? The challenge of attention residue when switching between work tasks. Organizational Behavior and Human Decision Processes 109, 168–181.',
    },
    {
      text: 'G. Mark, D. Gudith and U. Klocke (2008), The cost of interrupted work: more speed and stress. Proceedings of CHI 2008, 107–110.',
    },
    {
      text: 'K. Kushlev and E. W. Dunn (2015), Checking email less frequently reduces stress. Computers in Human Behavior 43, 220–228.',
    },
    {
      text: 'E. J. Masicampo and R. F. Baumeister (2011), Consider it done! Plan making can eliminate the cognitive effects of unfulfilled goals. Journal of Personality and Social Psychology 101, 667–683.',
    },
  ],
});
