// A network with one hidden layer and one output, for choices whose weights were fitted to labelled sound.

export interface NetworkWeights {
  direct: readonly number[];
  hidden: readonly (readonly number[])[];
  offsets: readonly number[];
  outputs: readonly number[];
  constant: number;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** constant + direct · x + outputs · tanh(hidden · x + offsets): log odds. */
export function logOdds({ direct, hidden, offsets, outputs, constant }: NetworkWeights, features: readonly number[]): number {
  let sum = constant + dot(direct, features);
  hidden.forEach((weights, i) => {
    sum += (outputs[i] as number) * Math.tanh(dot(weights, features) + (offsets[i] as number));
  });
  return sum;
}
