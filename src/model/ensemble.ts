/**
 * Several models of one task as one: the mean of their probabilities, each as its member tells it, calibrated or not. One graph with one input, the members
 * side by side under names of their own; its logits are those whose softmax (or sigmoid) is the mean.
 */
import { isDeepStrictEqual } from "node:util";
import { GraphBuilder, type OnnxModel, readOnnx } from "../graph/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { RoentgenError } from "../util/error.ts";
import { calibrate, IMAGE, LOGIT, PROBABILITY } from "./assemble.ts";
import { descriptionSchema, METADATA_KEY, type ModelDescription } from "./description.ts";
import { type ExportedModel, type Said, seal } from "./seal.ts";

interface Member extends Pick<OnnxModel, "graph"> {
  readonly description: ModelDescription;
}

/** files: of model files of ours, as they were trained. Throws E_ENSEMBLE where they do not tell the same apart, or take other images. */
export function exportEnsemble(files: readonly Uint8Array[], runtime: Runtime): Promise<ExportedModel> {
  const members = files.map(memberOf);
  requireAlike(members.map(({ description }) => description));
  return seal(assembleEnsemble(members), saidOf(members), new Map(), runtime);
}

function memberOf(file: Uint8Array): Member {
  const { graph, metadata } = readOnnx(file);
  return { graph, description: descriptionSchema.parse(JSON.parse(metadata.get(METADATA_KEY) ?? "{}")) };
}

function requireAlike(descriptions: readonly ModelDescription[]): void {
  const what = ({ names, positive, task, image }: ModelDescription) => ({ names, positive, task, image });
  const other = descriptions.find((each) => !isDeepStrictEqual(what(each), what(descriptions[0]!)));
  if (other === undefined) return;
  throw new RoentgenError("E_ENSEMBLE", "the models cannot be one: they do not say the same of the same images", {
    kind: "model",
    expected: JSON.stringify(what(descriptions[0]!)),
    received: JSON.stringify(what(other)),
    fix: "train the members with the same task, image size and enhancement",
  });
}

/** What is smaller than this in float32 has no logarithm worth having. */
const LEAST = 1e-30;

function assembleEnsemble(members: readonly Member[]): ReturnType<GraphBuilder["build"]> {
  const [{ graph, description }] = members as [Member];
  const g = new GraphBuilder("roentgen");
  g.input(IMAGE, graph.values.get(IMAGE)!);
  for (const [i, member] of members.entries()) g.include(member.graph, (name) => nameIn(i, name));
  if (description.positive === null) {
    const mean = meanOf(
      g,
      members.map((_, i) => nameIn(i, PROBABILITY)),
      PROBABILITY,
    );
    g.op("Log", [g.clip(mean, LEAST, 1)], {}, { name: LOGIT });
  } else binary(g, members);
  g.output(PROBABILITY);
  g.output(LOGIT);
  return g.build();
}

const nameIn = (member: number, name: string): string => (name === IMAGE ? IMAGE : `member${member}/${name}`);

/** log p - log(1 - p), each side as a mean of its own, so that neither loses its digits near 0. */
function binary(g: GraphBuilder, members: readonly Member[]): void {
  const calibrated = members.map(({ description }, i) =>
    g.within(`calibration${i}`, () => calibrate(g, nameIn(i, LOGIT), description.calibration)),
  );
  const rest = meanOf(
    g,
    calibrated.map((z) => g.op("Sigmoid", [g.op("Neg", [z])])),
  );
  const named = meanOf(
    g,
    members.map((_, i) => nameIn(i, PROBABILITY)),
    PROBABILITY,
  );
  const logarithm = (x: string): string => g.op("Log", [g.clip(x, LEAST, 1)]);
  g.op("Sub", [logarithm(named), logarithm(rest)], {}, { name: LOGIT });
}

function meanOf(g: GraphBuilder, values: readonly string[], name?: string): string {
  const sum = values.reduce((total, value) => g.add(total, value));
  return g.op("Mul", [sum, g.scalar(1 / values.length)], {}, name === undefined ? {} : { name });
}

/** In a binary task it decides at the mean of the members' thresholds. */
function saidOf(members: readonly Member[]): Said {
  const { fingerprint: _, golden: __, ...first } = members[0]!.description;
  const points = members.flatMap(({ description }) => description.operatingPoint ?? []);
  const threshold = points.reduce((sum, point) => sum + point.threshold, 0) / members.length;
  return {
    ...first,
    network: `${members.length} x ${first.network}`,
    calibration: {
      kind: "none",
      reason: `the mean of ${members.length} models' probabilities, which is not calibrated again`,
    },
    operatingPoint: first.operatingPoint === null ? null : { threshold, rule: first.operatingPoint.rule },
  };
}
