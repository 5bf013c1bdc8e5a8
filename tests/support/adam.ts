/** Adam as a loop over arrays, from its formula: what the graph (src/training/adam-graph.ts) is held to, in float64. */

/** Updates a parameter and its moments in place; corrected: the rate with both corrections. All arrays are of one length. */
export function adamUpdate(
  parameter: Float64Array,
  gradient: Float64Array,
  { first, second }: { readonly first: Float64Array; readonly second: Float64Array },
  corrected: number,
): void {
  for (let i = 0; i < parameter.length; i++) {
    const g = gradient[i]!;
    first[i] = first[i]! + (g - first[i]!) * (1 - 0.9);
    second[i] = second[i]! + (g * g - second[i]!) * (1 - 0.999);
    parameter[i] = parameter[i]! - (corrected * first[i]!) / (Math.sqrt(second[i]!) + 1e-7);
  }
}
