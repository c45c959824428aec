// What Strong calls its columns: English, then its translations and what people made of them. Names are compared without case,
// accents, points and spaces; a line holds names apart by a bar.
import { wordKey } from '../../files/text.ts';

export const FIELDS = [
  'date',
  'workoutName',
  'duration',
  'exerciseName',
  'setOrder',
  'weight',
  'weightUnit',
  'reps',
  'distance',
  'distanceUnit',
  'seconds',
  'notes',
  'workoutNotes',
  'rpe',
] as const;
export type StrongField = (typeof FIELDS)[number];

const NAMES: Readonly<Record<StrongField, string>> = {
  date: `
    Date | Datum | Fecha | Data | Dato | Päivämäärä | 日期 | 日付 | 날짜 | Дата | Tarih`,
  workoutName: `
    Workout Name | Workout-Name | Name des Workouts | Trainingsname | Nom de l'entraînement | Nom d'entraînement |
    Nom de la séance | Nombre del entrenamiento | Nombre de entrenamiento | Nome dell'allenamento | Nome allenamento |
    Nome do treino | Nome do Treino | Naam van de training | Trainingsnaam | Naam training | Träningspassets namn |
    Passnamn | Treningsnavn | Nazwa treningu | 锻炼名称 | 鍛鍊名稱 | 訓練名稱 | 训练名称 | ワークアウト名 | 운동 이름 | 워크아웃 이름 |
    Название тренировки | Antrenman Adı`,
  duration: `
    Duration | Workout Duration | Dauer | Workout-Dauer | Durée | Durée de l'entraînement | Duración |
    Duración del entrenamiento | Durata | Durata dell'allenamento | Duração | Duração do treino | Duur | Varaktighet |
    Längd | Varighet | Czas trwania | 时长 | 時長 | 持续时间 | 持續時間 | 時間 | 継続時間 | 所要時間 | 기간 | 운동 시간 | Длительность |
    Продолжительность | Süre`,
  exerciseName: `
    Exercise Name | Exercise | Name der Übung | Übungsname | Übung | Nom de l'exercice | Nom d'exercice | Exercice |
    Nombre del ejercicio | Nombre de ejercicio | Ejercicio | Nome dell'esercizio | Nome esercizio | Esercizio |
    Nome do exercício | Exercício | Naam van de oefening | Naam oefening | Oefening | Övningens namn | Övning |
    Øvelsesnavn | Øvelse | Nazwa ćwiczenia | 运动名称 | 運動名稱 | 练习名称 | 種目名 | エクササイズ名 | エクササイズ | 운동명 | 종목 |
    Название упражнения | Egzersiz Adı`,
  setOrder: `
    Set Order | Set | Reihenfolge festlegen | Satzreihenfolge | Satz-Reihenfolge | Satz | Ordre des séries |
    Ordre de la série | Définir l'ordre | Série | Orden de series | Orden de la serie | Establecer orden | Serie |
    Ordine delle serie | Ordine serie | Imposta ordine | Imposta Ordine | Ordem das séries | Ordem da série |
    Definir ordem | Setvolgorde | Volgorde instellen | Volgorde sets | Setordning | Settrekkefølge | Kolejność serii |
    设置顺序 | 設定順序 | 组顺序 | 組順序 | セット順 | セットの順序 | セット順序 | 세트 순서 | Порядок подходов | Set Sırası`,
  weight: `
    Weight | kg | kgs | lb | lbs | Gewicht | Poids | Peso | Vikt | Vekt | Vægt | Ciężar | Waga | Paino | 重量 | 体重 | 무게 |
    중량 | Вес | Ağırlık`,
  weightUnit: `
    Weight Unit | Gewichtseinheit | Unité de poids | Unidad de peso | Unità di peso | Unidade de peso |
    Gewichtseenheid | Viktenhet | 重量单位 | 重量單位 | 重量の単位 | 重量単位 | 무게 단위 | Единица веса`,
  reps: `
    Reps | Repetitions | Wiederh. | Wdh. | Wiederholungen | Répétitions | Rép. | Réps | Repeticiones | Rep. |
    Ripetizioni | Rip. | Repetições | Herhalingen | Herh. | Repetitioner | Repetisjoner | Powtórzenia | Powt. |
    Toistot | 次 | 次数 | 次數 | 回数 | レップ | レップ数 | 횟수 | 반복 | Повторения | Повт. | Tekrar`,
  distance: `
    Distance | km | mi | miles | meters | metres | m | Entfernung | Distanz | Strecke | Distancia | Distanza |
    Distância | Afstand | Distans | Avstand | Dystans | Matka | 距离 | 距離 | 거리 | Расстояние | Дистанция | Mesafe`,
  distanceUnit: `
    Distance Unit | Entfernungseinheit | Distanzeinheit | Unité de distance | Unidad de distancia | Unità di distanza |
    Unidade de distância | Afstandseenheid | 距离单位 | 距離單位 | 距離の単位 | 距離単位 | 거리 단위 | Единица расстояния`,
  seconds: `
    Seconds | Sekunden | Secondes | Segundos | Secondi | Seconden | Sekunder | Sekundy | Sekunnit | 秒 | 초 | Секунды |
    Saniye`,
  notes: `
    Notes | Note | Notizen | Notas | Notities | Opmerkingen | Anteckningar | Notater | Notatki | Uwagi | 备注 | 備註 | 注释 |
    メモ | ノート | 메모 | Заметки | Примечания | Notlar`,
  workoutNotes: `
    Workout Notes | Workout-Notizen | Trainingsnotizen | Notes d'entraînement | Notes de l'entraînement |
    Notas del entrenamiento | Notas de entrenamiento | Note sull'allenamento | Note dell'allenamento |
    Note allenamento | Notas do treino | Notas de treino | Trainingsnotities | Workoutnotities | Träningsanteckningar |
    锻炼备注 | 鍛鍊備註 | 训练备注 | 訓練備註 | ワークアウトメモ | ワークアウトのメモ | 운동 메모 | Заметки тренировки | Antrenman Notları`,
  rpe: `
    RPE | EPE | RPE-Wert`,
};

const fieldByName = new Map(FIELDS.flatMap((field) => NAMES[field].split('|').map((name) => [wordKey(name), field] as const)));

/** The field that a column of this name holds. */
export const strongFieldOf = (name: string): StrongField | undefined => fieldByName.get(wordKey(name));
