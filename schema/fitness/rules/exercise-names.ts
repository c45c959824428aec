// Names of exercises as comparable words: order, case, plurals, hyphens and abbreviations do not matter.

/** Words that are written together or apart, spelled or shortened; one spelling wins. */
const SPELLINGS: Readonly<Record<string, string>> = {
  db: 'dumbbell',
  dbs: 'dumbbell',
  dumbell: 'dumbbell',
  dumbells: 'dumbbell',
  bb: 'barbell',
  barbel: 'barbell',
  kb: 'kettlebell',
  bw: 'bodyweight',
  pullup: 'pull up',
  chinup: 'chin up',
  pushup: 'push up',
  situp: 'sit up',
  stepup: 'step up',
  pulldown: 'pull down',
  pushdown: 'push down',
  pullover: 'pull over',
  crossover: 'cross over',
  kickback: 'kick back',
  skullcrusher: 'skull crusher',
  benchpress: 'bench press',
  legpress: 'leg press',
  one: 'single',
  '1': 'single',
  unilateral: 'single arm',
  legged: 'leg',
  armed: 'arm',
  banded: 'band',
  flye: 'fly',
  flie: 'fly',
  calve: 'calf',
  quadricep: 'quad',
  delt: 'deltoid',
  rdl: 'romanian deadlift',
  sldl: 'stiff leg deadlift',
  ohp: 'overhead press',
  cgbp: 'close grip bench press',
  bss: 'bulgarian split squat',
  dl: 'deadlift',
  bp: 'bench press',
  ghr: 'glute ham raise',
};

/** Words that carry no meaning of their own in a name. */
const EMPTY_WORDS = new Set(['a', 'an', 'the', 'with', 'on', 'of', 'for', 'and', 'to', 'version']);

/** A name may well be `constructor`. */
const spellingOf = (word: string): string | undefined => (Object.hasOwn(SPELLINGS, word) ? SPELLINGS[word] : undefined);

const singular = (word: string): string => {
  if (/(ss|sh|ch|x)es$/.test(word)) return word.slice(0, -2);
  return word.length > 2 && word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us') ? word.slice(0, -1) : word;
};

const words = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/\be-?z\b/g, 'ez')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** The words of a name, each in its one spelling. */
export function nameWords(name: string): string[] {
  const spelled = words(name).flatMap((word) => {
    const one = singular(word);
    return (spellingOf(word) ?? spellingOf(one) ?? one).split(' ');
  });
  const telling = spelled.filter((word) => !EMPTY_WORDS.has(word));
  return telling.length > 0 ? telling : spelled;
}

/** Equal for names that differ in order, case, plurals or punctuation: "Deadlift (Barbell)" and "Barbell Deadlifts". */
export const nameKey = (name: string): string => [...new Set(nameWords(name))].sort().join(' ');

/** What makes an own exercise the same one on every device: its name, but for case, spaces and form. */
export const ownExerciseKey = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
