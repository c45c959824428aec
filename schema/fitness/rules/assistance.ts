// Which names say that a machine or a band helps. In such an exercise the weight is help.

const WORDS =
  /(?:^|[^\p{L}])(?:assist|asist|unterstutzt|gegengewicht|ondersteund|geassisteerd|wspomagan|med hjalp|avustett)|(?:辅助|輔助|アシスト|보조|с поддержкой|гравитрон)/u;

export const isAssistedName = (name: string): boolean =>
  WORDS.test(
    name
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC'),
  );
