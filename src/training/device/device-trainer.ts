/**
 * A learner that keeps parameters, gradients and optimizer state on a device from step to step: a micro-batch sends images there, and gets
 * loss and logits back. Parameters come to the host when they are asked for.
 */
import { type Graph, sizeOf, type ValueType } from "../../graph/index.ts";
import type { DeviceRuntime, DeviceSession, DeviceValue } from "../../runtime/index.ts";
import { type Download, openDownload, type Uploaded, upload } from "../../runtime/transfer.ts"; // the index brings Node
import { renamed } from "../../util/renamed.ts";
import { adamGraph, averageOf, gradientOf, keptOf, nextOf, scalarsOf, storedOf } from "../adam-graph.ts";
import { type AdamOptions, adamAlone } from "../adam-options.ts";
import { copyInto, restoreArrays } from "../arrays.ts";
import type { Learner, LearnerState } from "../learner.ts";
import type { Feeds, MicroResult, Parameters } from "../parameters.ts";
import { constantsOf } from "../settle.ts";
import { sumGraph, sumOf, totalOf } from "../sum-graph.ts";
import type { TrainingStep } from "../training-step.ts";

type DeviceValues = Map<string, DeviceValue>;
type Types = ReadonlyMap<string, ValueType>;

interface Sessions {
  readonly prepare: DeviceSession;
  readonly micro: DeviceSession;
  /** Of two micro-batches and more. */
  readonly sum: DeviceSession;
  readonly finish: DeviceSession;
  readonly adam: DeviceSession;
  readonly parameters: Download;
  readonly gradients: Download;
  readonly stored: Download;
  /** Whose values came from the host. */
  readonly start: Uploaded;
}

export class DeviceTrainer implements Learner {
  readonly #runtime: DeviceRuntime;
  readonly #step: TrainingStep;
  /** On the host: as they were when they were last asked for. */
  readonly #parameters: Parameters;
  readonly #sessions: Sessions;
  readonly #adam: AdamOptions;
  /** Parameters, and what Adam keeps beside them. */
  readonly #state: DeviceValues;
  #prepared: DeviceValues | undefined;
  /** Of the update under way. */
  #sums: DeviceValues = new Map();
  #updates = 0;
  #restored: Uploaded | undefined;

  private constructor(
    runtime: DeviceRuntime,
    step: TrainingStep,
    parameters: Parameters,
    adam: AdamOptions,
    sessions: Sessions,
  ) {
    this.#runtime = runtime;
    this.#step = step;
    this.#parameters = parameters;
    this.#adam = adam;
    this.#sessions = sessions;
    this.#state = new Map(sessions.start.values);
  }

  /**
   * step: for the target webgpu. parameters: every parameter of the model; they change where sync is called, those that are trained to their
   * averages where there are such.
   */
  static async open(
    runtime: DeviceRuntime,
    step: TrainingStep,
    parameters: Parameters,
    adam: AdamOptions = adamAlone,
  ): Promise<DeviceTrainer> {
    const constants = (await constantsOf(runtime, step, parameters)) ?? new Map();
    const [given, gradients] = [parameterTypes(step, constants), gradientTypes(step)];
    const kept = keptTypes(gradients, adam);
    const averages = adam.ema === null ? [] : renamed(parameters, averageOf);
    const values = new Map([...parameters, ...zeros(kept), ...averages]);
    const start = await upload(runtime, new Map([...given, ...kept]), values);
    const sessions = { ...(await openSessions(runtime, step, { given, gradients, adam, constants })), start };
    return new DeviceTrainer(runtime, step, parameters, adam, sessions);
  }

  async micro(feeds: Feeds, logit: string): Promise<MicroResult> {
    this.#prepared ??= (await this.#sessions.prepare.run(this.#state)).device;
    const { host, device } = await this.#sessions.micro.run(
      new Map<string, DeviceValue | Float32Array>([...this.#state, ...this.#prepared, ...feeds]),
    );
    for (const [statistic, value] of this.#step.moving) this.#replace(statistic, device.get(value)!);
    await this.#addUp(new Map(this.#step.summed.map((name) => [name, device.get(name)!])));
    return { loss: host.get("loss")![0]!, logits: host.get(logit)! };
  }

  async #addUp(gradients: DeviceValues): Promise<void> {
    const before = this.#sums;
    this.#sums = gradients;
    if (before.size === 0) return;
    const named = [...before].map(([name, value]) => [sumOf(name), value] as const);
    const { device } = await this.#sessions.sum.run(new Map([...gradients, ...named]));
    this.#sums = new Map([...gradients.keys()].map((name) => [name, device.get(totalOf(name))!]));
    dispose(gradients);
    dispose(before);
  }

  async gradients(): Promise<Parameters> {
    const finished = await this.#finish();
    const gradients = await this.#sessions.gradients.of(this.#byParameter(finished));
    dispose(finished);
    return gradients;
  }

  async #finish(): Promise<DeviceValues> {
    return (await this.#sessions.finish.run(new Map([...this.#state, ...this.#sums]))).device;
  }

  /** The gradient of every trained parameter. */
  #byParameter(finished: DeviceValues): DeviceValues {
    return new Map(
      [...this.#step.gradients].map(([name, gradient]) => [
        name,
        (finished.get(gradient) ?? this.#sums.get(gradient))!,
      ]),
    );
  }

  async update(rate: number): Promise<void> {
    const finished = await this.#finish();
    this.#updates += 1;
    const gradients = [...this.#byParameter(finished)].map(([name, value]) => [gradientOf(name), value] as const);
    const scalars = scalarsOf(this.#adam, rate, this.#updates);
    const feeds = new Map<string, DeviceValue | Float32Array>([...this.#state, ...gradients, ...scalars]);
    const { device } = await this.#sessions.adam.run(feeds);
    for (const name of this.#step.gradients.keys())
      for (const each of [name, ...keptOf(name, this.#adam)]) this.#replace(each, device.get(nextOf(each))!);
    dispose(finished);
    this.#forget();
  }

  #replace(name: string, value: DeviceValue): void {
    this.#state.get(name)!.dispose();
    this.#state.set(name, value);
  }

  /** What belongs to one update. */
  #forget(): void {
    dispose(this.#prepared ?? new Map());
    dispose(this.#sums);
    this.#prepared = undefined;
    this.#sums = new Map();
  }

  get updates(): number {
    return this.#updates;
  }

  async sync(): Promise<void> {
    const averages = [...this.#step.gradients.keys()].flatMap((name) => {
      const average = this.#state.get(averageOf(name));
      return average === undefined ? [] : [[name, average] as const];
    });
    const values = await this.#sessions.parameters.of(new Map([...this.#state, ...averages]));
    copyInto(this.#parameters, values);
  }

  async state(): Promise<LearnerState> {
    return { updates: this.#updates, arrays: await this.#sessions.stored.of(this.#state) };
  }

  async restore({ updates, arrays }: LearnerState): Promise<void> {
    const types = storedTypes(gradientTypes(this.#step), this.#adam);
    const stored = zeros(types);
    restoreArrays(stored, arrays);
    this.#restored = await upload(this.#runtime, types, stored);
    for (const [name, value] of this.#restored.values) this.#replace(name, value);
    this.#updates = updates;
  }

  async close(): Promise<void> {
    this.#forget();
    dispose(this.#state);
    await this.#restored?.release();
    await Promise.all(Object.values(this.#sessions).map((session: { release(): Promise<void> }) => session.release()));
  }
}

interface Opening {
  readonly given: Types;
  readonly gradients: Types;
  readonly adam: AdamOptions;
  /** Of micro. */
  readonly constants: Parameters;
}

async function openSessions(
  runtime: DeviceRuntime,
  step: TrainingStep,
  { given, gradients, adam, constants }: Opening,
): Promise<Omit<Sessions, "start">> {
  const { prepare, micro, finish, summed, moving } = step;
  const staying = new Set([...summed, ...moving.values()]);
  const changing = new Map([...given].filter(([name]) => gradients.has(name) || moving.has(name)));
  return {
    prepare: await runtime.openOnDevice(prepare, []),
    micro: await runtime.openOnDevice(
      micro,
      micro.outputs.filter((name) => !staying.has(name)),
      constants,
    ),
    sum: await runtime.openOnDevice(sumGraph(micro, summed), []),
    finish: await runtime.openOnDevice(finish, []),
    adam: await runtime.openOnDevice(adamGraph(gradients, adam), []),
    parameters: await openDownload(runtime, changing),
    gradients: await openDownload(runtime, gradients),
    stored: await openDownload(runtime, storedTypes(gradients, adam)),
  };
}

/** Of those that the step reads or changes, but not of constants; a gradient is like its parameter. */
function parameterTypes(step: TrainingStep, constants: Parameters): Types {
  const [micro, ...others] = [step.micro, step.prepare, step.finish].map(readTypes) as [Reads, Reads, Reads];
  return new Map([...gradientTypes(step), ...micro.filter(([name]) => !constants.has(name)), ...others.flat()]);
}

type Reads = readonly (readonly [string, ValueType])[];

const readTypes = ({ parameters, values }: Graph): Reads =>
  parameters.map((name) => [name, values.get(name)!] as const);

const gradientTypes = ({ gradients, micro, finish }: TrainingStep): Types =>
  new Map([...gradients].map(([name, gradient]) => [name, typeIn([finish, micro], gradient)]));

const typeIn = (graphs: readonly Graph[], name: string): ValueType =>
  graphs.map(({ values }) => values.get(name)).find((type) => type !== undefined)!;

const keptTypes = (trained: Types, adam: AdamOptions): Types =>
  new Map([...trained].flatMap(([name, type]) => keptOf(name, adam).map((kept) => [kept, type])));

const storedTypes = (trained: Types, adam: AdamOptions): Types =>
  new Map([...trained].flatMap(([name, type]) => storedOf(name, adam).map((stored) => [stored, type])));

const zeros = (types: Types): Map<string, Float32Array> =>
  new Map([...types].map(([name, { shape }]) => [name, new Float32Array(sizeOf(shape as readonly number[]))])); // no symbols here

function dispose(values: DeviceValues): void {
  for (const value of values.values()) value.dispose();
}
