/** How long a training step, or a graph, takes on an engine: noise through the network at hand. */
import { type Graph, readOnnx, sizeOf, type ValueType } from "../../graph/index.ts";
import { headVariables, initialParameters, LOGIT, networkNamed, variablesOf } from "../../networks/index.ts";
import type { Runtime, Session } from "../../runtime/index.ts";
import { stream } from "../../util/random.ts";
import type { Engine } from "../engine.ts";
import { stepOf } from "../fine-tuning-phase.ts";
import type { Parameters } from "../parameters.ts";
import { type InferenceWork, type StepWork, TRIAL_RUNS } from "./trial-work.ts";

type Clock = () => number;

/** Seconds of an image. */
export async function measureStep(engine: Engine, work: StepWork, clock: Clock): Promise<number> {
  const { target } = await engine.target("auto");
  const { step } = stepOf(work, target);
  const learner = await engine.openLearner(step, startOf(work));
  const feeds = noiseFor(
    step.micro.inputs.filter((name) => !step.prepare.outputs.includes(name)),
    step.micro,
  );
  const seconds = await fastest(clock, async () => {
    await learner.micro(feeds, LOGIT);
    await learner.update(1e-4);
  });
  await learner.close();
  return seconds / work.microBatch;
}

/** Seconds of an image. read: the bytes of a file. */
export async function measureInference(
  runtime: Runtime,
  { source, images }: InferenceWork,
  read: (path: string) => Uint8Array,
  clock: Clock,
): Promise<number> {
  const [session, graph] = await openSource(runtime, source, read);
  const [first] = graph.values.get(graph.inputs[0]!)!.shape;
  const count = typeof first === "number" ? first : images;
  const feeds = feedsFor(graph, count);
  const seconds = await fastest(clock, () => session.run(feeds));
  await session.release();
  return seconds / count;
}

async function openSource(
  runtime: Runtime,
  source: InferenceWork["source"],
  read: (path: string) => Uint8Array,
): Promise<[Session, Graph]> {
  if (!("file" in source)) {
    const constants = noiseFor(source.parameters, source);
    return [await runtime.open(source, { constants }), source];
  }
  const file = read(source.file);
  const { graph } = readOnnx(file);
  return [await runtime.open(graph, { file }), graph];
}

/** Seconds of the fastest run but the first. */
async function fastest(clock: Clock, run: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = [];
  for (let i = 0; i < TRIAL_RUNS; i++) {
    const begin = clock();
    await run();
    seconds.push((clock() - begin) / 1000);
  }
  return Math.min(...seconds.slice(1));
}

function startOf({ network: name, imageSize, units }: StepWork): Parameters {
  const network = networkNamed(name).build({ imageSize });
  const variables = [...variablesOf(network), ...headVariables(network.channels, units)];
  return initialParameters(variables, (each) => stream(1, "trial", each));
}

/** Numbers that are not all alike, as bytes where the graph takes bytes. images: for a symbol. */
function feedsFor({ inputs, values }: Graph, images: number): Map<string, Float32Array | Uint8Array> {
  return new Map(
    inputs.map((name) => {
      const type = values.get(name)!;
      const size = sizeIn(type, images);
      return [name, type.type === "uint8" ? Uint8Array.from({ length: size }, (_, i) => varied(i)) : noise(size)];
    }),
  );
}

/** Values of float32. */
const noiseFor = (names: readonly string[], { values }: Graph): Parameters =>
  new Map(names.map((name) => [name, noise(sizeIn(values.get(name)!, 1))]));

const sizeIn = ({ shape }: ValueType, images: number): number =>
  sizeOf(shape.map((d) => (typeof d === "number" ? d : images)));

const noise = (size: number): Float32Array => Float32Array.from({ length: size }, (_, i) => varied(i) / 1000);
const varied = (i: number): number => (i * 37) % 101;
