/** A training run: the start of all parameters, the frozen phase, the fine-tuning phase. It prints and writes nothing; it emits events. */

import { sizeOf } from "../graph/index.ts";
import { type Base, baseOf, headVariables, initialParameters, networkNamed, type Variable } from "../networks/index.ts";
import { RoentgenError } from "../util/error.ts";
import { stream } from "../util/random.ts";
import { copyInto } from "./arrays.ts";
import { type Checkpoint, isOver, phaseStart } from "./checkpoint.ts";
import { Checkpoints } from "./checkpoints.ts";
import type { Emit } from "./events.ts";
import { openFineTuningPhase } from "./fine-tuning-phase.ts";
import { openFrozenPhase } from "./frozen-phase.ts";
import type { LearnerState } from "./learner.ts";
import type { TrainingMeans } from "./means.ts";
import { openTogether } from "./opened.ts";
import type { Parameters } from "./parameters.ts";
import { type OpenPhase, type PhaseEnd, type PhaseStart, runPhase } from "./phase.ts";
import type { LabelledPixels } from "./pixel-source.ts";
import { shrunkTo } from "./pixel-source.ts";
import type { PhasePlan, TrainingPlan } from "./plan.ts";
import { plateauAlone } from "./schedule.ts";
import { openStages } from "./staged-phase.ts";

/** from: what the run goes on from. Throws E_INTERRUPTED after a checkpoint where it was asked to stop. */
export async function train(plan: TrainingPlan, means: TrainingMeans, emit: Emit, from?: Checkpoint): Promise<void> {
  const { network, imageSize } = plan;
  const base = typeof network === "string" ? baseOf(networkNamed(network).build({ imageSize })) : network;
  const parameters = startOf(base, from === undefined ? plan : { ...plan, start: from.parameters });
  const run: Run = { plan, means, emit, parameters, checkpoints: new Checkpoints(emit, means.control, from) };
  const frozen = from?.state.phase === "fine-tuning" ? frozenBefore(from) : await trainHead(run, base, from);
  if (typeof network === "string")
    await trainAll(run, network, frozen, from?.state.phase === "fine-tuning" ? from : undefined);
  emit({ type: "done", parameters });
}

interface Run {
  readonly plan: TrainingPlan;
  readonly means: TrainingMeans;
  readonly emit: Emit;
  readonly parameters: Parameters;
  readonly checkpoints: Checkpoints;
}

/** Of a run that is in its fine-tuning phase already. */
const frozenBefore = ({ state }: Checkpoint): PhaseEnd => ({ epochs: state.frozenEpochs ?? 0, bestEpoch: state.best });

function trainHead(run: Run, base: Base, from: Checkpoint | undefined): Promise<PhaseEnd> {
  const { plan, means, emit, parameters } = run;
  const open = (): Promise<OpenPhase> => openFrozenPhase(means, base, plan, parameters, emit);
  return goThrough(
    run,
    open,
    { ...plan.frozen, patience: plan.patience, schedule: plateauAlone, sizes: [plan.imageSize] },
    startFrom(run, plan.frozen.rate, null, from),
  );
}

function trainAll(run: Run, network: string, frozen: PhaseEnd, from: Checkpoint | undefined): Promise<PhaseEnd> {
  const { plan, means, emit, parameters } = run;
  const { epochs: asked, rate, schedule } = plan.fineTuning;
  const epochs = typeof asked === "number" ? asked : Math.max(0, asked.total - frozen.epochs);
  const { patience, sizes } = plan;
  const start = startFrom(run, rate, frozen, from);
  const openAt = (imageSize: number): Promise<OpenPhase> =>
    openFineTuningPhase(means.engine, { ...withImagesOf(imageSize, plan), network }, parameters, emit);
  const open = (): Promise<OpenPhase> => openStages({ sizes, epochs }, start.state.epoch + 1, openAt, emit);
  return goThrough(run, open, { epochs, rate, schedule, patience, sizes }, start);
}

function withImagesOf(imageSize: number, plan: TrainingPlan): TrainingPlan {
  if (imageSize === plan.imageSize) return plan;
  const shrunk = (part: LabelledPixels): LabelledPixels => ({ ...part, images: shrunkTo(imageSize, part.images) });
  return { ...plan, imageSize, train: shrunk(plan.train), validation: shrunk(plan.validation) };
}

/** Where the phase begins, or goes on. frozen: the phase before. */
function startFrom(
  { parameters }: Run,
  rate: number,
  frozen: PhaseEnd | null,
  from: Checkpoint | undefined,
): PhaseStart & { readonly learner?: LearnerState } {
  const frozenEpochs = frozen?.epochs ?? null;
  if (from === undefined)
    return { state: phaseStart(rate), bestEpoch: frozen?.bestEpoch ?? null, best: parameters, frozenEpochs };
  return { state: from.state, bestEpoch: from.state.best, best: from.best, frozenEpochs, learner: from.learner };
}

/** Nothing is opened where nothing is left to train. */
async function goThrough(
  { means, emit, parameters, checkpoints }: Run,
  open: () => Promise<OpenPhase>,
  plan: PhasePlan,
  start: PhaseStart & { readonly learner?: LearnerState },
): Promise<PhaseEnd> {
  if (isOver(start.state, plan.epochs)) {
    copyInto(parameters, start.best);
    return { epochs: start.state.epoch, bestEpoch: start.bestEpoch };
  }
  return openTogether(async (opened) => {
    const phase = opened.add(await open(), (one) => one.close());
    if (start.learner !== undefined) await phase.learner.restore(start.learner);
    const end = await runPhase(phase, plan, { ...means, emit, checkpoints }, start);
    await opened.close();
    return end;
  });
}

/** Given values, or those that Keras would draw, from the run's seed. */
function startOf(base: Base, { start, seed, units }: TrainingPlan): Parameters {
  const variables = [...base.variables, ...headVariables(base.channels, units)];
  for (const variable of variables) requireSize(start.get(variable.name), variable);
  return initialParameters(variables, (name) => stream(seed, "initial", name), start);
}

function requireSize(given: Float32Array | undefined, { name, shape }: Variable): void {
  const expected = sizeOf(shape);
  if (given === undefined || given.length === expected) return;
  throw new RoentgenError("E_WEIGHTS_SHAPE", `${name} does not fit the network`, {
    kind: "weights",
    expected: `${expected} values`,
    received: `${given.length}`,
    fix: "give the weights of this network",
  });
}
