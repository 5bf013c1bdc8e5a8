/** Builds a network layer by layer: nodes of the graph, and beside them the record of what Keras calls a layer. */
import { type Dimension, GraphBuilder } from "../graph/index.ts";
import { onnxShape } from "./kernel-layout.ts";
import { layerOrder } from "./layer-order.ts";
import { INPUT, type Initializer, type Layer, type LayerKind, type Network, type Variable } from "./network.ts";

/** Height, width, channels. */
export type ImageShape = readonly [number, number, number];

export interface LayerOptions {
  /** Default: the kind and a counter, as Keras has it (activation, activation_1, ...). */
  readonly name?: string | undefined;
  readonly inputs: readonly string[];
  readonly settings: Layer["settings"];
}

/** A layer while it is built: `add` makes the nodes, the last of which has the layer's name. */
export interface OpenLayer {
  readonly name: string;
  /** Values of the graph. */
  readonly inputs: readonly string[];
  /** Adds a variable, and returns its name. */
  variable(role: Variable["role"], shape: readonly number[], initializer: Initializer): string;
}

export class NetworkBuilder {
  readonly graph: GraphBuilder;
  /** Name of the input layer. */
  readonly image = "input_layer";
  readonly #layers: Layer[] = [];
  readonly #counters = new Map<LayerKind, number>();

  constructor(name: string, imageSize: number, batch: Dimension = "N") {
    this.graph = new GraphBuilder(name);
    this.graph.input(INPUT, { type: "float32", shape: [batch, 3, imageSize, imageSize] });
    const output: ImageShape = [imageSize, imageSize, 3];
    this.#layers.push({ name: this.image, kind: "InputLayer", settings: {}, inputs: [], output, variables: [] });
  }

  /** Adds a layer, and returns its name. */
  layer(kind: LayerKind, options: LayerOptions, add: (layer: OpenLayer) => void): string {
    const { name = this.#automaticName(kind), inputs, settings } = options;
    const variables: Variable[] = [];
    add({
      name,
      inputs: inputs.map((input) => this.#value(input)),
      variable: (role, shape, initializer) => {
        const variable = { name: `${name}/${role}`, role, shape, trainable: !role.startsWith("moving_"), initializer };
        variables.push(variable);
        return this.graph.parameter(variable.name, { type: "float32", shape: onnxShape(variable) });
      },
    });
    this.#layers.push({ name, kind, settings, inputs, output: this.shape(name), variables });
    return name;
  }

  /** What a layer gives: height, width, channels. */
  shape(layer: string): ImageShape {
    const [, channels, height, width] = this.graph.shape(this.#value(layer));
    return [height as number, width as number, channels as number]; // only the batch may be a symbol
  }

  /** The network that ends with layer `output`. */
  build(output: string): Network {
    this.graph.output(output);
    return {
      name: this.graph.name,
      graph: this.graph.build(),
      layers: layerOrder(this.#layers, output),
      input: INPUT,
      output,
      channels: this.shape(output)[2],
    };
  }

  #value(layer: string): string {
    return layer === this.image ? INPUT : layer;
  }

  /** MaxPooling2D: max_pooling2d, max_pooling2d_1, ... */
  #automaticName(kind: LayerKind): string {
    const count = this.#counters.get(kind) ?? 0;
    this.#counters.set(kind, count + 1);
    const base = kind.replace(/(?<=[a-z])(?=[A-Z][a-z])/g, "_").toLowerCase();
    return count === 0 ? base : `${base}_${count}`;
  }
}
