/** A model.onnx as a run exports it, with random weights, for enhanced images in three classes. `node make-model.js NETWORK FILE` */
import { writeFileSync } from "node:fs";
import { enhanceDefaults } from "../../dist/image/index.js";
import { exportModel, undecided } from "../../dist/model/index.js";
import {
  classifierGraph,
  headVariables,
  initialParameters,
  networkNamed,
  variablesOf,
} from "../../dist/networks/index.js";
import { nodeRuntime } from "../../dist/runtime/index.js";
import { stream } from "../../dist/util/random.js";

const [name, path] = process.argv.slice(2);
const names = ["covid", "normal", "pneumonia"];
const registered = networkNamed(name);
const network = registered.build();
const variables = [...variablesOf(network), ...headVariables(network.channels, names.length)];
const classifier = {
  graph: classifierGraph(network, { units: names.length }),
  parameters: initialParameters(variables, (variable) => stream(1, "initial", variable)),
  network: name,
  task: "multi",
  names,
  positive: null,
  imageSize: registered.imageSize,
  enhance: enhanceDefaults,
  scaling: registered.scaling,
};
const { bytes } = await exportModel(classifier, undecided(classifier, "it was not trained"), nodeRuntime());
writeFileSync(path, bytes);
