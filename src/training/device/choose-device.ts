/** Which device computes: the one that was asked for, if it works; else the fastest that does, measured with the work at hand. */
import type { Device } from "../../runtime/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { type MeasuredWork, TRIAL_RUNS } from "./trial-work.ts";
import { proveDevice, type Trial, tryDevice } from "./try-device.ts";

export const DEVICES = ["auto", "cpu", "webgpu"] as const;
export type AskedDevice = (typeof DEVICES)[number];

export interface ChosenDevice {
  readonly device: Device;
  /** In words, with the figures. */
  readonly why: string;
  /** Seconds of an image by device, of those that were measured. */
  readonly secondsPerImage: Readonly<Partial<Record<Device, number>>>;
}

/** Seconds for a step of the largest network on a slow processor. */
const LIMIT = 300;
/** Seconds for a GPU to compile. */
const COMPILING = 45;
/** How many times as long as the processor a GPU may take. */
const PATIENCE = 4;
/** Fewer images than these are done sooner than devices are measured. */
const WORTH_MEASURING = 256;

type Try = typeof tryDevice;

/** The device that there is no choice but; "several": those that work are to be measured. */
export type UsableDevices = ChosenDevice | "several";

/** Throws E_DEVICE where webgpu was asked for and does not work. */
export async function usableDevices(
  asked: AskedDevice,
  threads: number | null,
  attempt: Try = tryDevice,
): Promise<UsableDevices> {
  if (asked === "cpu") return unmeasured("cpu", "it was asked for");
  const { problem } = await proveDevice("webgpu", threads, attempt);
  if (asked === "auto") return problem === null ? "several" : unmeasured("cpu", `webgpu does not work: ${problem}`);
  if (problem !== null) throw notThere(problem);
  return unmeasured("webgpu", "it was asked for");
}

const unmeasured = (device: Device, why: string): ChosenDevice => ({ device, why, secondsPerImage: {} });

/** One of these, with some work at hand. */
export async function fastestDevice(
  usable: UsableDevices,
  work: MeasuredWork,
  threads: number | null,
  attempt: Try = tryDevice,
): Promise<ChosenDevice> {
  if (usable !== "several") return usable;
  const cpu = await attempt({ device: "cpu", threads, work }, LIMIT);
  const limit = cpu.seconds === null ? LIMIT : COMPILING + PATIENCE * imagesOf(work) * cpu.seconds;
  return fastest(cpu, await attempt({ device: "webgpu", threads, work }, limit));
}

/** Both at once; a short task is for the processor, where nobody asks for another. */
export async function chooseDevice(
  asked: AskedDevice,
  work: MeasuredWork,
  threads: number | null,
  attempt: Try = tryDevice,
): Promise<ChosenDevice> {
  if (asked === "auto" && isShort(work)) return unmeasured("cpu", "it is a short task");
  return fastestDevice(await usableDevices(asked, threads, attempt), work, threads, attempt);
}

const isShort = (work: MeasuredWork): boolean =>
  work.kind === "inference" && work.total !== null && work.total < WORTH_MEASURING;

/** Of the whole trial. */
const imagesOf = (work: MeasuredWork): number => TRIAL_RUNS * (work.kind === "step" ? work.microBatch : work.images);

function fastest(...trials: readonly Trial[]): ChosenDevice {
  const measured = trials.flatMap(({ device, seconds }) => (seconds === null ? [] : [{ device, seconds }]));
  const best = measured.reduce((fast, each) => (each.seconds < fast.seconds ? each : fast), {
    device: "cpu",
    seconds: Number.POSITIVE_INFINITY,
  });
  const why = trials.map(
    ({ device, seconds, problem }) => `${device}: ${seconds === null ? problem : perImage(seconds)}`,
  );
  return {
    device: best.device,
    why: why.join(", "),
    secondsPerImage: Object.fromEntries(measured.map(({ device, seconds }) => [device, seconds])),
  };
}

const perImage = (seconds: number): string => `${Number((1000 * seconds).toPrecision(3))} ms per image`;

/** What to do where WebGPU does not work, by platform. */
export function webGpuAdvice(platform: string = process.platform): string {
  if (platform !== "linux") return "update the graphics driver, or give --device cpu";
  return "install a Vulkan driver and its loader (Debian, Ubuntu: libvulkan1 and mesa-vulkan-drivers, or NVIDIA's own driver; vulkaninfo lists what is there), or give --device cpu";
}

function notThere(problem: string): RoentgenError {
  return new RoentgenError("E_DEVICE", "the device that was asked for does not work", {
    kind: "usage",
    where: "--device webgpu",
    expected: "a GPU that ONNX Runtime can use by WebGPU",
    received: problem,
    fix: webGpuAdvice(),
  });
}
