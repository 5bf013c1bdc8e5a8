/**
 * The faults: what people get wrong when they write this again. from stands once in its file and becomes to; test is the quickest file that
 * must notice, only a pattern of the names of its tests.
 */

const trains = (network) => ({ test: "tests/conformance/node.test.ts", only: `trains ${network} ` });
const lowering = { test: "src/lowering/lower.test.ts" };
const blocked = { test: "src/lowering/blocked.test.ts" };
const chosen = { test: "src/training/choose-target.test.ts" };
const layers = { test: "src/networks/layers.test.ts" };
const pixels = { test: "src/image/pixels.test.ts" };
const splits = { test: "src/dataset/split.test.ts" };
const integers = { test: "src/lowering/precision/integer.test.ts" };
const callbacks = { test: "src/training/callbacks.test.ts" };

const networks = [
  {
    name: "the odd pixel of padding in front instead of behind",
    file: "src/networks/layers.ts",
    from: "[Math.floor(total / 2), Math.ceil(total / 2)]",
    to: "[Math.ceil(total / 2), Math.floor(total / 2)]",
    ...layers,
  },
  {
    name: "padding counted in an average",
    file: "src/networks/layers.ts",
    from: "count_include_pad: 0",
    to: "count_include_pad: 1",
    ...layers,
  },
  {
    name: "NASNet's padding of a strided window on the other side",
    file: "src/networks/nasnet.ts",
    from: "[half - (1 - (size % 2)), half]",
    to: "[half, half - (1 - (size % 2))]",
    test: "src/networks/architecture.test.ts",
  },
  {
    name: "NASNet's zeros left out of a reduction's maximum",
    file: "src/networks/nasnet.ts",
    from: "maxPooling(g, padded, { name: `reduction_left2_",
    to: 'maxPooling(g, h, { padding: "same", name: `reduction_left2_',
    ...trains("small_nasnet-softmax-stored"),
  },
  {
    name: "NASNet's odd pixels are the even ones again",
    file: "src/networks/nasnet.ts",
    from: "[1, 0],\n        [1, 0],",
    to: "[0, 1],\n        [0, 1],",
    ...trains("small_nasnet-softmax-stored"),
  },
  {
    name: "another momentum",
    file: "src/networks/nasnet.ts",
    from: "momentum: 0.9997",
    to: "momentum: 0.99",
    ...trains("small_nasnet-softmax-batch"),
  },
  {
    name: "another epsilon",
    file: "src/networks/resnet.ts",
    from: "const epsilon = 1.001e-5",
    to: "const epsilon = 1e-3",
    ...trains("small_resnet-softmax-stored"),
  },
  {
    name: "another epsilon, by a thousandth",
    file: "src/networks/resnet.ts",
    from: "const epsilon = 1.001e-5",
    to: "const epsilon = 1e-5",
    test: "src/networks/architecture.test.ts",
  },
  {
    name: "a transposed kernel",
    file: "src/networks/kernel-layout.ts",
    from: "CONVOLUTION: Permutation = [3, 2, 0, 1]",
    to: "CONVOLUTION: Permutation = [3, 2, 1, 0]",
    test: "src/networks/kernel-layout.test.ts",
  },
  {
    name: "a transposed depthwise kernel",
    file: "src/networks/kernel-layout.ts",
    from: "DEPTHWISE: Permutation = [2, 3, 0, 1]",
    to: "DEPTHWISE: Permutation = [2, 3, 1, 0]",
    test: "src/networks/kernel-layout.test.ts",
  },
  {
    name: "a residual scaled on the wrong side",
    file: "src/networks/layers.ts",
    from: "g.graph.add(layer.inputs[0]!, scaled, layer.name)",
    to: "g.graph.add(layer.inputs[1]!, scaled, layer.name)",
    ...trains("small_inception-softmax-stored"),
  },
  {
    name: "Glorot's limit from the inputs alone",
    file: "src/networks/initial.ts",
    from: "Math.sqrt(6 / (fanIn + fanOut))",
    to: "Math.sqrt(6 / (fanIn + fanIn))",
    test: "src/networks/initial.test.ts",
  },
];

const gradients = [
  {
    name: "a forgotten bias",
    file: "src/lowering/normalization.ts",
    from: "bias ? g.add(g.mul(bias, scale), offset) : offset",
    to: "offset",
    ...trains("small_resnet-softmax-stored"),
  },
  {
    name: "a bias that misses the scale",
    file: "src/lowering/normalization.ts",
    from: "g.add(g.mul(bias, scale), offset)",
    to: "g.add(bias, offset)",
    ...trains("small_resnet-softmax-stored"),
  },
  {
    name: "a bias before batch statistics that the moving mean misses",
    file: "src/lowering/normalization.ts",
    from: "const nextMean = bias ?",
    to: "const nextMean = false ?",
    test: "src/lowering/normalization.test.ts",
  },
  {
    name: "a kernel that is not turned for its input's gradient",
    file: "src/lowering/generic/convolution.ts",
    from: "turn(g, exchange(g, kernel, window.group))",
    to: "exchange(g, kernel, window.group)",
    ...lowering,
  },
  {
    name: "padding on the wrong side in a kernel's gradient",
    file: "src/lowering/generic/convolution.ts",
    from: "[0, 0, top, left, 0, 0, bottom, right]",
    to: "[0, 0, bottom, right, 0, 0, top, left]",
    ...lowering,
  },
  {
    name: "diagonals of one step less in a depthwise kernel's gradient",
    file: "src/lowering/generic/depthwise.ts",
    from: "strides[1] * width + 1",
    to: "strides[1] * width",
    ...lowering,
  },
  {
    name: "padding on the wrong side in an input's gradient",
    file: "src/lowering/generic/spread.ts",
    from: "r - window.pads[i]!",
    to: "r - window.pads[i + 2]!",
    ...lowering,
  },
  {
    name: "padding counted in an average's gradient",
    file: "src/lowering/window-shares.ts",
    from: "node.attributes.count_include_pad === 1",
    to: "true",
    ...lowering,
  },
  {
    name: "a maximum's gradient from one window only",
    file: "src/lowering/generic/pooling.ts",
    from: 'reduction: "add"',
    to: 'reduction: "none"',
    ...lowering,
  },
  {
    name: "ReLU's gradient everywhere",
    file: "src/autodiff/rules/elementwise.ts",
    from: "[g.mul(dy, positive(g, y))]),\n  /** y = 1",
    to: "[dy]),\n  /** y = 1",
    ...trains("small_resnet-softmax-stored"),
  },
  {
    name: "batch statistics held fast in their gradient",
    file: "src/lowering/generic/normalization.ts",
    from: "g.mul(g.sub(g.sub(dy, g.div(dbeta, count)), along), scale)",
    to: "g.mul(dy, scale)",
    ...trains("small_resnet-softmax-batch"),
  },
  {
    name: "a batch's mean held fast in blocks",
    file: "src/lowering/blocked/normalization.ts",
    from: ", offset: g.mul(share, dbeta) }",
    to: " }",
    test: "src/lowering/blocked.test.ts",
  },
  {
    name: "moving statistics that follow with the momentum",
    file: "src/lowering/generic/normalization.ts",
    from: "g.scalar(1 - momentum)",
    to: "g.scalar(momentum)",
    ...trains("small_resnet-softmax-batch"),
  },
];

const training = [
  {
    name: "Adam's epsilon inside the root",
    file: "src/training/adam-graph.ts",
    from: "g.add(g.sqrt(nextV), g.scalar(EPSILON))",
    to: "g.sqrt(g.add(nextV, g.scalar(EPSILON)))",
    ...trains("small_resnet-softmax-stored"),
  },
  {
    name: "Adam without its correction",
    file: "src/training/adam-graph.ts",
    from: "(rate * Math.sqrt(1 - BETA_2 ** t)) / (1 - BETA_1 ** t)",
    to: "rate",
    ...trains("small_resnet-softmax-stored"),
  },
  {
    name: "gradients of a micro-batch kept for the next update",
    file: "src/training/trainer.ts",
    from: "this.#microBatches = 0;\n  }",
    to: "}",
    ...trains("small_resnet-softmax-stored"),
  },
  {
    name: "folded kernels kept after the update",
    file: "src/training/trainer.ts",
    from: "this.#prepared = undefined; // its memory is written over\n",
    to: "",
    ...trains("small_resnet-softmax-stored"),
  },
  {
    name: "a sigmoid's loss with the label turned",
    file: "src/training/loss.ts",
    from: "g.mul(label, logit)",
    to: "g.mul(g.sub(g.scalar(1), label), logit)",
    ...trains("small_nasnet-sigmoid-stored"),
  },
  {
    name: "dropout that does not scale up what stays",
    file: "src/training/draws.ts",
    from: "rate ? 0 : 1 / (1 - rate)",
    to: "rate ? 0 : 1",
    test: "src/training/draws.test.ts",
  },
  {
    name: "a short batch divided by the size of a full one",
    file: "src/training/tensors.ts",
    from: "fill(1 / batch, 0, there)",
    to: "fill(1 / size, 0, there)",
    test: "src/training/tensors.test.ts",
  },
  {
    name: "the last weights kept instead of the best",
    file: "src/training/phase.ts",
    from: "copyInto(phase.parameters, best);",
    to: "copyInto(best, phase.parameters);",
    test: "src/training/phase.test.ts",
  },
  {
    name: "an equal value taken for a better one",
    file: "src/training/early-stopping.ts",
    from: "value > (state.best",
    to: "value >= (state.best",
    ...callbacks,
  },
  {
    name: "one epoch more of patience",
    file: "src/training/early-stopping.ts",
    from: "wait >= patience",
    to: "wait > patience",
    ...callbacks,
  },
  {
    name: "any gain counted as a better epoch for the rate",
    file: "src/training/reduce-rate.ts",
    from: "value - minimumGain >",
    to: "value >",
    ...callbacks,
  },
];

const images = [
  {
    name: "CLAHE's rest given to the darkest levels",
    file: "src/image/clahe.ts",
    from: "Math.max(Math.floor(LEVELS / rest), 1)",
    to: "1",
    ...pixels,
  },
  {
    name: "CLAHE's clipped pixels thrown away",
    file: "src/image/clahe.ts",
    from: "spread(area - counted, counts)",
    to: "spread(0, counts)",
    ...pixels,
  },
  {
    name: "resizing from corners instead of centres",
    file: "src/image/resize.ts",
    from: "(i + 0.5) * scale - 0.5",
    to: "i * scale",
    ...pixels,
  },
  {
    name: "percentiles over n instead of n - 1",
    file: "src/image/balance.ts",
    from: "counts.reduce((a, b) => a + b, 0) - 1)",
    to: "counts.reduce((a, b) => a + b, 0))",
    test: "src/image/decode.test.ts",
  },
  {
    name: "red and blue swapped in grey",
    file: "src/image/grey.ts",
    from: "correct: [9798, 19235, 3735]",
    to: "correct: [3735, 19235, 9798]",
    test: "src/image/decode.test.ts",
  },
  {
    name: "rotation the other way",
    file: "src/image/warp.ts",
    from: "fround(fround(turn) * 360)",
    to: "fround(fround(-turn) * 360)",
    test: "src/image/augment.test.ts",
  },
  {
    name: "ImageNet's means in RGB",
    file: "src/image/scale.ts",
    from: "{ source: 2, factor: 1, offset: -103.939 }",
    to: "{ source: 0, factor: 1, offset: -103.939 }",
    test: "src/image/scale.test.ts",
  },
];

const data = [
  {
    name: "patients on both sides of a split",
    file: "src/dataset/groups.ts",
    from: "images[i]!.patient !== null",
    to: "images[i]!.patient === undefined",
    ...splits,
  },
  {
    name: "the same bytes on both sides of a split",
    file: "src/dataset/groups.ts",
    from: "groupBy(places, (i) => images[i]!.sha256)",
    to: "groupBy(places, (i) => i)",
    ...splits,
  },
  {
    name: "the published split cut by rounding halves up",
    file: "src/dataset/published-split.ts",
    from: "below % 2 === 0 ? below : below + 1",
    to: "below + 1",
    ...splits,
  },
  {
    name: "a shuffle that never leaves an item in its place",
    file: "src/util/random.ts",
    from: "random.integer(last + 1)",
    to: "random.integer(last)",
    test: "src/util/random.test.ts",
  },
  {
    name: "safetensors written by name alone",
    file: "src/weights/safetensors.ts",
    from: "rankOf(a.tensor) - rankOf(b.tensor) || ",
    to: "",
    test: "src/weights/safetensors.test.ts",
  },
];

const statistics = [
  {
    name: "Wilson's interval without its last term",
    file: "src/statistics/proportion.ts",
    from: "(p * (1 - p)) / n + Z ** 2 / (4 * n ** 2)",
    to: "(p * (1 - p)) / n",
    test: "src/statistics/proportion.test.ts",
  },
  {
    name: "Clopper and Pearson's interval one-sided",
    file: "src/statistics/proportion.ts",
    from: "(1 - LEVEL) / 2",
    to: "1 - LEVEL",
    test: "src/statistics/proportion.test.ts",
  },
  {
    name: "DeLong's variance over n",
    file: "src/statistics/delong.ts",
    from: "ours / (positives - 1) / positives + others / (negatives - 1) / negatives",
    to: "ours / positives / positives + others / negatives / negatives",
    test: "src/statistics/auroc.test.ts",
  },
  {
    name: "a class of one case taken for one without variance",
    file: "src/statistics/delong.ts",
    from: "if (positives < 2 || negatives < 2) return null;",
    to: "if (positives < 2) return others / (negatives - 1) / negatives;",
    test: "src/statistics/auroc.test.ts",
  },
  {
    name: "scores of several folds' models ranked together",
    file: "src/evaluation/judge/ranking-figures.ts",
    from: "cases.folds === null ? ofOneModel(cases) : overFolds(cases, cases.folds)",
    to: "ofOneModel(cases)",
    test: "src/evaluation/judge/judge.test.ts",
  },
  {
    name: "ties that count as lost",
    file: "src/statistics/delong.ts",
    from: "(oursNow - ours) * (others + othersNow)",
    to: "(oursNow - ours) * 2 * others",
    test: "src/statistics/auroc.test.ts",
  },
  {
    name: "a temperature's interval that is not of its logarithm",
    file: "src/statistics/calibration/temperature.ts",
    from: "Math.sqrt(n * curvature) / scale",
    to: "Math.sqrt(n * curvature)",
    test: "tests/conformance/statistics/table.test.ts",
  },
  {
    name: "pooled violators without the cases of the earlier one",
    file: "src/statistics/calibration/isotonic.ts",
    from: "cases: last.cases + block.cases",
    to: "cases: block.cases",
    test: "src/statistics/calibration/isotonic.test.ts",
  },
  {
    name: "a calibration error that is debiased twice",
    file: "src/statistics/calibration/calibration-error.ts",
    from: "2 * gap - folded",
    to: "3 * gap - 2 * folded",
    test: "tests/conformance/statistics/table.test.ts",
  },
  {
    name: "a mid-p that leaves out all of what was seen",
    file: "src/statistics/mcnemar.ts",
    from: "2 * atMost - exactly",
    to: "2 * atMost - 2 * exactly",
    test: "src/statistics/mcnemar.test.ts",
  },
  {
    name: "of equally good thresholds the lowest",
    file: "src/statistics/decision/operating-point.ts",
    from: "found <= best",
    to: "found < best",
    test: "src/statistics/decision/operating-point.test.ts",
  },
  {
    name: "predictive values with the odds turned round",
    file: "src/statistics/decision/predictive-values.ts",
    from: "predictiveValue(ofClass, ofRest, prevalence / (1 - prevalence)",
    to: "predictiveValue(ofClass, ofRest, (1 - prevalence) / prevalence",
    test: "src/statistics/decision/predictive-values.test.ts",
  },
  {
    name: "predictive values of patients, as if sensitivity and specificity had nothing in common",
    file: "src/statistics/decision/predictive-values.ts",
    from: "(2 * covariance)",
    to: "(0 * covariance)",
    test: "src/statistics/decision/predictive-values.test.ts",
  },
  {
    name: "a patient alone in a mix of classes in every resample",
    file: "src/statistics/units.ts",
    from: "isLone[unit] ? (among ?? name) : name",
    to: "name",
    test: "src/statistics/units.test.ts",
  },
  {
    name: "a confusion matrix with its axes swapped",
    file: "src/statistics/confusion.ts",
    from: "counts[placeOf(truth, index)]![placeOf(predictions[i]!, index)]! += 1",
    to: "counts[placeOf(predictions[i]!, index)]![placeOf(truth, index)]! += 1",
    test: "src/statistics/classification.test.ts",
  },
];

const blocks = [
  {
    name: "a kernel's gradient with the gaps left in",
    file: "src/lowering/blocked/kernel-gradient.ts",
    from: "layout.withoutGaps(layout.withoutGaps(byFilter, 0, layout.channels(dy)), 1, layout.channels(x))",
    to: "layout.withoutGaps(byFilter, 0, layout.channels(dy))",
    ...blocked,
  },
  {
    name: "an input's gradient with the kernel not turned",
    file: "src/lowering/blocked/pack.ts",
    from: "places === 1 ? inOrder : turn(inOrder, [0], layout)",
    to: "inOrder",
    ...blocked,
  },
  {
    name: "filters and channels of a block exchanged",
    file: "src/lowering/blocked/pack.ts",
    from: "g.transpose(blocks, [3, 1, 0, 2, 4])",
    to: "g.transpose(blocks, [3, 1, 0, 4, 2])",
    ...blocked,
  },
  {
    name: "zeros for a stride in front instead of behind",
    file: "src/lowering/blocked/spread.ts",
    from: "[0, 0, 0, 0, 0, down - 1, 0, (across - 1) * block]",
    to: "[0, down - 1, 0, 0, 0, 0, 0, (across - 1) * block]",
    ...blocked,
  },
  {
    name: "groups of channels joined across a gap",
    file: "src/lowering/blocked/channels.ts",
    from: "last !== undefined && last % block === 0",
    to: "last !== undefined",
    ...blocked,
  },
  {
    name: "an output left in blocks",
    file: "src/lowering/blocked.ts",
    from: "outputs.has(node.outputs[i]!) ? layout!.plain(value) : value",
    to: "value",
    ...blocked,
  },
  {
    name: "a fused sum forgotten",
    file: "src/lowering/blocked/fuse.ts",
    from: "inputs: [x, kernel, bias, sum!]",
    to: "inputs: [x, kernel, bias]",
    ...blocked,
  },
  {
    name: "blocks that nobody proves",
    file: "src/training/choose-target.ts",
    from: "distance <= TOLERANCE",
    to: "distance >= 0",
    ...chosen,
  },
];

const precision = [
  {
    name: "ties rounded up instead of to the even",
    file: "src/util/rounding.ts",
    from: "low % 2 !== 0",
    to: "true",
    test: "src/graph/float16.test.ts",
  },
  {
    name: "ranges without 0, so that padding is something else",
    file: "src/lowering/precision/integer.ts",
    from: "[Math.min(0, low), Math.max(0, high)]",
    to: "[low, high]",
    ...integers,
  },
  {
    name: "what rounded weights do to the mean left in",
    file: "src/lowering/precision/integer.ts",
    from: "lost * input.means",
    to: "0 * input.means",
    ...integers,
  },
  {
    name: "weights of 8 bits, whose products overflow",
    file: "src/lowering/precision/integer.ts",
    from: "LARGEST_WEIGHT = 64",
    to: "LARGEST_WEIGHT = 127",
    ...integers,
  },
  {
    name: "a ReLU taken away from a value that two read",
    file: "src/lowering/readers.ts",
    from: "size === 1 && ",
    to: "",
    test: "src/lowering/precision/precision.test.ts",
  },
  {
    name: "paired proportions as if they went together more than they do",
    file: "src/statistics/paired.ts",
    from: "Math.max(covariance - n / 2, 0)",
    to: "covariance",
    test: "src/statistics/paired.test.ts",
  },
  {
    name: "a loss counted as a gain",
    file: "src/evaluation/compare-models.ts",
    from: "value - original[i]!",
    to: "original[i]! - value",
    test: "src/evaluation/compare-models.test.ts",
  },
];

const seals = [
  {
    name: "a manifest held by no seal",
    file: "src/run/seal.ts",
    from: "sha256 !== manifest",
    to: "sha256 === undefined",
    test: "src/run/seal.test.ts",
  },
  {
    name: "a last line of the ledger that nothing holds",
    file: "src/run/openings.ts",
    from: "line !== entry.sha256",
    to: "line === undefined",
    test: "src/run/judged.test.ts",
  },
  {
    name: "figures of the test part that nothing holds",
    file: "src/run/openings.ts",
    from: "figures !== entry.figures",
    to: "figures === undefined",
    test: "src/run/judged.test.ts",
  },
];

const pooled = { test: "src/lowering/lower.test.ts", only: "equal ones" };
const kept = { test: "src/training/device/device-trainer.test.ts", only: "host's parameters" };

const devices = [
  {
    name: "padding that counts in a maximum",
    file: "src/lowering/webgpu/pooling.ts",
    from: "const LOWEST = -3.4028234663852886e38;",
    to: "const LOWEST = 0;",
    ...pooled,
  },
  {
    name: "moments that do not stay on the device",
    file: "src/training/device/device-trainer.ts",
    from: "of [name, ...keptOf(name, this.#adam)]",
    to: "of [name]",
    ...kept,
  },
  {
    name: "a micro-batch forgotten on the device",
    file: "src/training/device/device-trainer.ts",
    from: "if (before.size === 0) return;",
    to: "if (before.size >= 0) return;",
    ...kept,
  },
];

export const faults = [
  ...networks,
  ...gradients,
  ...blocks,
  ...devices,
  ...training,
  ...images,
  ...data,
  ...statistics,
  ...precision,
  ...seals,
];
