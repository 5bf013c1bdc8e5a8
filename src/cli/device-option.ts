/** --device: what computes. */
import { Option } from "commander";
import { type Runtime, runtimeOn } from "../runtime/index.ts";
import { type AskedDevice, type ChosenDevice, chooseDevice, DEVICES, type MeasuredWork } from "../training/index.ts";
import { printMessage } from "./terminal.ts";

const DEVICE_HELP = "auto (the fastest, measured), cpu, or webgpu: a GPU, without CUDA";

export const deviceOption = (fallback: AskedDevice): Option =>
  new Option("--device <device>", DEVICE_HELP).choices(DEVICES).default(fallback);

interface Asked {
  readonly device: AskedDevice;
  readonly threads: number | undefined;
  readonly quiet: boolean;
}

/** The runtime of the device that was asked for, or of the fastest for this work; says which. */
export async function chosenRuntime({ device, threads, quiet }: Asked, work: MeasuredWork): Promise<Runtime> {
  const chosen = await chooseDevice(device, work, threads ?? null);
  if (!quiet && device !== "cpu") printMessage(deviceLine(chosen));
  return runtimeOn(chosen.device, { threads });
}

/** "device: webgpu (cpu: 30 ms per image, webgpu: 4 ms per image)"; of a processor that there was no choice but, nothing more: most machines have no GPU. */
export const deviceLine = ({ device, why, secondsPerImage }: ChosenDevice): string =>
  device === "cpu" && Object.keys(secondsPerImage).length === 0 ? "device: cpu" : `device: ${device} (${why})`;
