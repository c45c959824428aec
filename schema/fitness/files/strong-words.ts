// What stands in the column "Set Order" of a Strong export: a number, a letter for a kind of set, or the name of a row that is no set.
import { wordKey } from '../../files/text.ts';
import type { SetKind } from '../rules/strength.ts';

const REST = [
  'Rest Timer',
  'Ruhezeit',
  'Pausentimer',
  'Pausen-Timer',
  'Ruhe-Timer',
  'Minuteur de repos',
  'Temps de repos',
  'Temporizador de descanso',
  'Tiempo de descanso',
  'Timer di riposo',
  'Timer di recupero',
  'Cronômetro de descanso',
  'Temporizador de Descanso',
  'Rusttimer',
  'Vilotimer',
  'Hviletimer',
  '休息计时器',
  '休息計時器',
  'レストタイマー',
  '休憩タイマー',
  '휴식 타이머',
  'Таймер отдыха',
  'Dinlenme Zamanlayıcısı',
];
const NOTE = [
  'Note',
  'Notes',
  'Notiz',
  'Nota',
  'Notitie',
  'Anteckning',
  '备注',
  '備註',
  '注释',
  'メモ',
  'ノート',
  '메모',
  'Заметка',
];

const kinds: ReadonlyMap<string, SetKind | 'rest' | 'note'> = new Map([
  ['w', 'warmup'],
  ['d', 'drop'],
  ['f', 'failure'],
  ...REST.map((name) => [wordKey(name), 'rest'] as const),
  ...NOTE.map((name) => [wordKey(name), 'note'] as const),
]);

export function setOrderOf(text: string): SetKind | 'rest' | 'note' | null {
  if (/^\d{1,6}(?:\.0)?$/.test(text)) return 'normal';
  return text.length > 40 ? null : (kinds.get(wordKey(text)) ?? null);
}
