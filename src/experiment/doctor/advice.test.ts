import { expect, test } from "vitest";
import { adviceFor } from "./advice.ts";
import type { Found } from "./examination.ts";

const works = { seconds: 1, problem: null };
const space = { path: "/runs", freeBytes: 1e11, isWritable: true };
const sound: Found = {
  versions: { roentgen: "0.1.0", node: "20.19.0" },
  machine: { platform: "linux", architecture: "x64", processor: "a processor", cores: 2, memoryBytes: 16e9 },
  freeMemoryBytes: 12e9,
  block: 16,
  devices: [
    { device: "cpu", ...works },
    { device: "webgpu", ...works },
  ],
  disks: { runs: space, weights: { ...space, path: "/cache/weights" } },
  features: { folder: "/cache/features", bytes: 0, limit: 1e10 },
  runs: [],
  weights: [{ network: "resnet101", file: "/cache/weights/resnet101.h5", present: true }],
};

test("a machine that lacks nothing is told nothing", () => {
  expect(adviceFor(sound)).toEqual([]);
});

test.each<[string, Partial<Found>, RegExp]>([
  [
    "a GPU",
    { devices: [sound.devices[0]!, { device: "webgpu", seconds: null, problem: "none" }] },
    /to train on a GPU/,
  ],
  ["a processor", { devices: [{ device: "cpu", seconds: null, problem: "wrong" }] }, /install roentgen again/],
  ["a layout", { block: null }, /no fast layout/],
  ["a second core", { machine: { ...sound.machine, cores: 1 } }, /roentgen demo/],
  ["memory", { machine: { ...sound.machine, memoryBytes: 4e9 } }, /--micro-batch/],
  ["free memory", { freeMemoryBytes: 1e9 }, /end other programs/],
  ["disk", { disks: { ...sound.disks, runs: { ...space, freeBytes: 1e9 } } }, /free some disk at \/runs: .* 3\.7 GB/],
  [
    "disk for the cache",
    { disks: { ...sound.disks, weights: { path: "/cache/weights", freeBytes: 1e9, isWritable: true } } },
    /free some disk at \/cache\/weights: weights take up to 339\.7 MB/,
  ],
  ["leave to write", { disks: { ...sound.disks, runs: { ...space, isWritable: false } } }, /at \/runs: .*--out/],
])("what to do without %s", (_, lacking, advice) => {
  expect(adviceFor({ ...sound, ...lacking })).toEqual([expect.stringMatching(advice)]);
});

test("without weights: how to get them, with a network connection and without", () => {
  const weights = [{ ...sound.weights[0]!, present: false }];
  expect(adviceFor({ ...sound, weights })).toEqual([
    "weights come when they are first needed, or by roentgen weights get NAME: resnet101",
    "without a network connection: bring their files to /cache/weights, or start at random by --weights none",
  ]);
});
