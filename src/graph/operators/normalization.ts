/** Normalisation, and the gradient of it that stays a node of our own until it is lowered. */
import { type Inference, input, int, type OperatorTable, shapeError } from "./definition.ts";

/** In training mode also the running mean and variance. */
const batchNormalization: Inference = (c) => {
  const x = input(c, 0);
  const channels = x.shape[1] ?? 1;
  for (let i = 1; i < 5; i++) {
    const { shape } = input(c, i);
    if (shape.length !== 1 || shape[0] !== channels) {
      throw shapeError(c.node, `input ${i} does not fit the channels`, `${channels}`, shape.join(" x "));
    }
  }
  return int(c, "training_mode", 0) ? [x, input(c, 3), input(c, 4)] : [x];
};

export const normalizationOperators = {
  BatchNormalization: {
    attributes: { epsilon: "float", momentum: "float", training_mode: "int" },
    inputs: [5, 5],
    infer: batchNormalization,
  },
  LayerNormalization: {
    attributes: { axis: "int", epsilon: "float", stash_type: "int" },
    inputs: [2, 3],
    infer: (c) => {
      const x = input(c, 0);
      const axis = int(c, "axis", -1);
      const from = axis < 0 ? axis + x.shape.length : axis;
      const statistics = { type: x.type, shape: x.shape.map((d, i) => (i < from ? d : 1)) };
      return [x, statistics, statistics];
    },
  },
} satisfies OperatorTable;

/** Domain "roentgen": what lowering replaces. */
export const normalizationGradientOperators = {
  /** (x, gamma, dy) -> dx, dgamma, dbeta, with the batch's statistics */
  BatchNormalizationGradient: {
    attributes: { epsilon: "float" },
    inputs: [3, 3],
    infer: (c) => [input(c, 0), input(c, 1), input(c, 1)],
  },
} satisfies OperatorTable;
