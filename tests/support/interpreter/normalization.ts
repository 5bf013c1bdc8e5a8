/** Operators that set elements in relation to their row, channel or batch. */
import type { Call, Operator, Operators } from "./operator.ts";
import { type FloatTensor, fromFront, fromRows, rowsAlong, vector } from "./tensor.ts";

type Row = Float64Array;

const mean = (row: Row): number => row.reduce((a, b) => a + b, 0) / row.length;

/** Divided by the number of values. */
function variance(row: Row): number {
  const centre = mean(row);
  return mean(row.map((x) => (x - centre) ** 2));
}

/** log(e^x1 + e^x2 + ...) without overflow. */
function logSumExp(row: Row): number {
  const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
  return largest + Math.log(row.reduce((total, x) => total + Math.exp(x - largest), 0));
}

const alongAxis =
  (f: (row: Row) => Row): Operator =>
  (call) => {
    const x = call.input(0);
    const axes = [fromFront(call.number("axis", -1), x.shape.length)];
    return [fromRows(rowsAlong(x, axes).map(f), x.shape, axes)];
  };

/** scale (x - mean) / sqrt(variance + epsilon) + bias for each channel (axis 1). */
function batchNormalization(call: Call): FloatTensor[] {
  const x = call.input(0);
  const [scale, bias, inputMean, inputVariance] = [1, 2, 3, 4].map((i) => call.input(i).data);
  const epsilon = call.number("epsilon", 1e-5);
  const momentum = call.number("momentum", 0.9);
  const axes = x.shape.map((_, i) => i).filter((i) => i !== 1);
  const channels = rowsAlong(x, axes);
  const training = call.number("training_mode", 0) === 1;
  const means = training ? channels.map(mean) : Array.from(inputMean!);
  const variances = training ? channels.map(variance) : Array.from(inputVariance!);
  const rows = channels.map((row, c) => {
    const factor = scale![c]! / Math.sqrt(variances[c]! + epsilon);
    return row.map((value) => (value - means[c]!) * factor + bias![c]!);
  });
  const running = (old: Row, current: readonly number[]): FloatTensor =>
    vector(current.map((value, c) => old[c]! * momentum + value * (1 - momentum)));
  return [fromRows(rows, x.shape, axes), running(inputMean!, means), running(inputVariance!, variances)];
}

/** Through y = gamma h + beta, h = (x - mean) / deviation, where a channel's mean and deviation follow each of its values. */
export function batchNormalizationGradient(call: Call): FloatTensor[] {
  const [x, dy] = [call.input(0), call.input(2)];
  const axes = x.shape.map((_, i) => i).filter((i) => i !== 1);
  const answers = rowsAlong(dy, axes);
  const channels = rowsAlong(x, axes).map((row, c) => {
    const deviation = Math.sqrt(variance(row) + call.number("epsilon", 1e-5));
    const centre = mean(row);
    const h = row.map((value) => (value - centre) / deviation);
    const dh = answers[c]!.map((value) => value * call.input(1).data[c]!);
    const [level, along] = [mean(dh), mean(dh.map((value, i) => value * h[i]!))];
    const [dgamma, dbeta] = [h, h.map(() => 1)].map((by) => by.reduce((sum, b, i) => sum + b * answers[c]![i]!, 0));
    return { dx: dh.map((value, i) => (value - level - h[i]! * along) / deviation), dgamma: dgamma!, dbeta: dbeta! };
  });
  return [
    fromRows(
      channels.map(({ dx }) => dx),
      x.shape,
      axes,
    ),
    vector(channels.map(({ dgamma }) => dgamma)),
    vector(channels.map(({ dbeta }) => dbeta)),
  ];
}

/** Every part of x from `axis` on is brought to mean 0 and variance 1, then scaled and shifted. */
function layerNormalization(call: Call): FloatTensor[] {
  const x = call.input(0);
  const first = fromFront(call.number("axis", -1), x.shape.length);
  const axes = x.shape.map((_, i) => i).slice(first);
  const epsilon = call.number("epsilon", 1e-5);
  const scale = call.input(1).data;
  const bias = call.inputs[2]?.data;
  const at = (tensor: Row, i: number): number => tensor[i % tensor.length]!;
  const rows = rowsAlong(x, axes);
  const means = rows.map(mean);
  const inverses = rows.map((row) => 1 / Math.sqrt(variance(row) + epsilon));
  const out = rows.map((row, r) =>
    row.map((value, i) => (value - means[r]!) * inverses[r]! * at(scale, i) + (bias ? at(bias, i) : 0)),
  );
  const shape = x.shape.map((d, i) => (i < first ? d : 1));
  const statistics = (values: readonly number[]): FloatTensor => ({ shape, data: Float64Array.from(values) });
  return [fromRows(out, x.shape, axes), statistics(means), statistics(inverses)];
}

export const normalization: Operators = {
  Softmax: alongAxis((row) => {
    const total = logSumExp(row);
    return row.map((x) => Math.exp(x - total));
  }),
  LogSoftmax: alongAxis((row) => {
    const total = logSumExp(row);
    return row.map((x) => x - total);
  }),
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
};
