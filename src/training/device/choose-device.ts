/** Which device computes: the one that was asked for, if it works; else the fastest that does, measured with the work at hand. */
import type { Device } from "../../runtime/index.ts";
import { RoentgenError } from "../../util/error.ts";
import type { MeasuredWork } from "./trial-work.ts";
import { type Trial, tryDevice } from "./try-device.ts";

export const DEVICES = ["auto", "cpu", "webgpu"] as const;
export type AskedDevice = (typeof DEVICES)[number];

export interface ChosenDevice {
  readonly device: Device;
  /** In words, with the figures. */
  readonly why: string;
  /** Seconds of an image by device, of those that were measured. */
  readonly secondsPerImage: Readonly<Partial<Record<Device, number>>>;
}

/** Seconds for a proof; a step of the largest network on a slow processor; how many times as long another device may take. */
const PROOF_LIMIT = 60;
const LIMIT = 300;
const PATIENCE = 4;
/** Fewer images than these are done sooner than devices are measured. */
const WORTH_MEASURING = 256;

type Try = typeof tryDevice;

/** Throws E_DEVICE where webgpu was asked for and does not work. */
export async function chooseDevice(
  asked: AskedDevice,
  work: MeasuredWork,
  threads: number | null,
  attempt: Try = tryDevice,
): Promise<ChosenDevice> {
  if (asked === "cpu") return { device: "cpu", why: "it was asked for", secondsPerImage: {} };
  if (asked === "auto" && isShort(work)) return { device: "cpu", why: "it is a short task", secondsPerImage: {} };
  const { problem } = await proveWebGpu(threads, attempt);
  if (asked === "webgpu") {
    if (problem !== null) throw notThere(problem);
    return { device: "webgpu", why: "it was asked for", secondsPerImage: {} };
  }
  if (problem !== null) return { device: "cpu", why: `webgpu does not work: ${problem}`, secondsPerImage: {} };
  const cpu = await attempt({ device: "cpu", threads, work }, LIMIT);
  // the limit holds for the whole trial, which also compiles
  const limit = cpu.seconds === null ? LIMIT : 10 + PATIENCE * imagesOf(work) * cpu.seconds;
  return fastest(cpu, await attempt({ device: "webgpu", threads, work }, limit));
}

export const proveWebGpu = (threads: number | null, attempt: Try = tryDevice): Promise<Trial> =>
  attempt({ device: "webgpu", threads, work: { kind: "proof" } }, PROOF_LIMIT);

const isShort = (work: MeasuredWork): boolean =>
  work.kind === "inference" && work.total !== null && work.total < WORTH_MEASURING;

/** Of the whole trial: three runs. */
const imagesOf = (work: MeasuredWork): number => 3 * (work.kind === "step" ? work.microBatch : work.images);

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

const perImage = (seconds: number): string => `${(1000 * seconds).toPrecision(3)} ms per image`;

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
