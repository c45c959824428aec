// The muscle that the name of an exercise tells, to propose it for an exercise that has none. The words are the library's names of
// muscles. The first rule that fits decides, so the special movements stand before the general ones.
import { nameWords } from './exercise-names.ts';

const RULES: readonly (readonly [muscle: string, words: RegExp])[] = [
  ['neck', /\b(neck|nacken|cuello)\b/],
  ['calves', /\b(calf|calve|soleus|wade\w*|gemelo|mollet|panturrilha|polpacci\w*|kuiten)\b/],
  ['abductors', /\babduct\w*/],
  ['adductors', /\b(adduct\w*|copenhagen)\b/],
  [
    'hamstrings',
    /\b(hamstring|leg curl|nordic|romanian deadlift|stiff leg\w*|straight leg deadlift|good morning|ham raise|beinbeuger|ischio\w*|femoral)\b/,
  ],
  [
    'glutes',
    /\b(hip thrust|glute|glut|gluteo|frog pump|donkey kick|hip extension|pull through|hip raise|gesass|fessier|bridge)\b/,
  ],
  ['forearms', /\b(wrist|forearm|grip strength|gripper|reverse curl|farmer\w*|suitcase|plate pinch|unterarm|avambracci\w*)\b/],
  ['traps', /\b(shrug|upright row|trap raise|encogimiento)\b/],
  [
    'triceps',
    /\b(tricep|trizep\w*|push down|skull crusher|french press|close grip bench press|jm press|bench dip|tate press|kick back)\b/,
  ],
  ['chest', /\b(chest dip)\b/],
  ['triceps', /\b(dip)\b/],
  [
    'shoulders',
    /\b(face pull|rear delt\w*|reverse fly|lateral raise|side raise|front raise|shoulder|overhead press|military|arnold|deltoid|push press|pike|y raise|upright press|schulter\w*|seitheben|hombro|epaule|ombro|spalle|cuban|external rotation|internal rotation|lateral)\b/,
  ],
  [
    'lats',
    /\b(pull down|pull up|chin up|lat|lats|pull over|muscle up|klimmz\w*|latzug|dominada|traction|jalon|barra fixa|trazioni)\b/,
  ],
  ['middle back', /\b(row|t bar|rudern|remo|tirage|rematore|remada|middle back|rhomboid)\b/],
  [
    'abdominals',
    /\b(crunch|sit up|plank|ab|abs|abdominal\w*|abdos?|leg raise|knee raise|russian twist|core|hollow|dead bug|l sit|v up|wood\s?chop|oblique|roll ?out|roller|toe bar|pallof|mountain climber|bauch\w*|twist|flutter kick|side bend)\b/,
  ],
  [
    'quadriceps',
    /\b(squat|leg press|leg extension|lunge|step up|wall sit|sissy|pistol|hack|quad|kniebeuge\w*|beinpresse|beinstrecker|ausfallschritt\w*|sentadilla|prensa|zancada|agachamento|presse cuisse|fente|affondi)\b/,
  ],
  [
    'lower back',
    /\b(deadlift|back extension|hyperextension|rack pull|superman|kreuzheben|peso muerto|souleve|levantamento terra|stacco|lower back)\b/,
  ],
  ['biceps', /\b(curl|bicep|bizep\w*)\b/],
  [
    'chest',
    /\b(bench|chest|pec|pectoral|fly|push up|press up|cross over|bankdr\w*|liegest\w*|brust\w*|developpe couche|press banca|press de banca|supino|panca|pompe|svend|floor press|press)\b/,
  ],
];

/** A muscle of the library; null where the name tells none. */
export function muscleOfName(name: string): string | null {
  const words = nameWords(name).join(' ');
  return RULES.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}
