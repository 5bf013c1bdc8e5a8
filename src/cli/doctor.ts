/** roentgen doctor: what this machine can do, and what is missing. */

import type { Command } from "commander";
import { type Examination, examine } from "../experiment/index.ts";
import { formatBytes } from "../util/byte-size.ts";
import { RoentgenError } from "../util/error.ts";
import { printJson } from "./json-lines.ts";
import { formatTable } from "./table.ts";
import { printMessage, printResult } from "./terminal.ts";

const example = `
Examples:
  roentgen doctor
  roentgen doctor --json`;

export function defineDoctor(command: Command): void {
  command.option("--json", "print JSON").addHelpText("after", example).action(doctor);
}

async function doctor({ json = false }: { readonly json?: boolean }): Promise<void> {
  if (!json) printMessage("trying each device with a small training step");
  const found = await examine();
  if (json) printJson("doctor", found);
  else {
    printResult(formatTable(rowsOf(found)));
    for (const line of found.advice) printResult(`- ${line}`);
  }
  if (found.devices.every(({ problem }) => problem !== null)) throw nothingWorks();
}

function rowsOf({ machine, block, devices, disks, features, weights, ...found }: Examination): string[][] {
  return [
    ...Object.entries(found.versions),
    ["processor", `${machine.processor}, ${machine.cores} cores (${machine.platform}, ${machine.architecture})`],
    ["memory", `${formatBytes(machine.memoryBytes)}, ${formatBytes(found.freeMemoryBytes)} free`],
    ["layout", block === null ? "generic: no blocks on this processor" : `blocks of ${block} channels`],
    ...devices.map(({ device, seconds, problem }) => [
      device,
      problem === null ? `works (a trial step took ${seconds!.toFixed(1)} s)` : `does not work: ${problem}`,
    ]),
    ...Object.entries(disks).map(([name, { path, freeBytes, isWritable }]) => [
      `disk for ${name}`,
      `${freeBytes === null ? "an unknown size" : formatBytes(freeBytes)} free at ${path}${isWritable ? "" : ", not writable"}`,
    ]),
    ...found.runs.map(({ network, bytes, bytesOfImage }) => [
      `a run of ${network}`,
      `takes up to ${formatBytes(bytes)} on the disk while it trains, and ${formatBytes(bytesOfImage)} for an image`,
    ]),
    ["feature cache", `${formatBytes(features.bytes)} of at most ${formatBytes(features.limit)} in ${features.folder}`],
    ...weights.map(({ network, file, present }) => [network, present ? `weights in ${file}` : "weights not here"]),
  ];
}

function nothingWorks(): RoentgenError {
  return new RoentgenError("E_DEVICE", "no device computes as it should", {
    kind: "fault",
    expected: "at least the processor",
    received: "failed trials on all",
    fix: "install roentgen again, with npm ci; it needs Node 20.19 or newer",
  });
}
