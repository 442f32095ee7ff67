/** Rows of `size` scores as rows of probabilities; shifted by the largest, so that no power overflows. */
export function softmaxRows(scores: Float32Array, size: number): Float32Array {
  const probabilities = new Float32Array(scores.length);
  for (let start = 0; start < scores.length; start += size) {
    const row = scores.subarray(start, start + size);
    const largest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const sum = row.reduce((total, score) => total + Math.exp(score - largest), 0);
    for (const [index, score] of row.entries())
      probabilities[start + index] = Math.exp(score - largest) / sum;
  }
  return probabilities;
}
