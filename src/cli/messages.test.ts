/** What a person is told who gives what is not there, is no such thing, or is misspelt: by each command its status, its code and what to do. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { roentgen as run } from "../../tests/support/command-line.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-messages-"));
  await mkdir(join(folder, "empty"));
  await mkdir(join(folder, "unfinished"));
  await writeFile(join(folder, "unfinished", "config.json"), "{}");
  await writeFile(join(folder, "file.txt"), "hello");
});
afterAll(() => rm(folder, { recursive: true }));

const NO_RUN = "check the path: roentgen runs list shows what is there";

test.each<[words: string, status: number, code: string, received: string, fix: string]>([
  ["evaluate --sed 3", 2, "E_USAGE", "evaluate --sed 3", "see roentgen evaluate --help"],
  ["doctor x", 2, "E_USAGE", "doctor x", "see roentgen doctor --help"],
  ["runs show", 2, "E_USAGE", "runs show", "see roentgen runs show --help"],
  ["predict m.onnx a.png --device gpu", 2, "E_OPTION", "gpu", "did you mean webgpu?"],
  ["trian x", 2, "E_USAGE", "trian x", "did you mean train?"],
  ["predict m.onnx a.png --device webgp", 2, "E_OPTION", "webgp", "did you mean webgpu?"],
  ["train empty --recipe publishd", 2, "E_OPTION", "publishd", "did you mean published?"],
  ["experiment publshed empty --patient-from x", 2, "E_USAGE", "publshed", "did you mean published?"],
  ["experiment nowhere.yaml", 2, "E_EXPERIMENT", "nothing there", "check the path"],
  ["experiment empty", 2, "E_EXPERIMENT", "a folder", "check the path"],
  ["experiment file.txt", 2, "E_EXPERIMENT", '"hello"', "write one option a line"],
  ["compare nowhere empty", 2, "E_RUN_FILE_MISSING", "nothing there", NO_RUN],
  ["report file.txt", 2, "E_RUN_FILE_MISSING", "a file", NO_RUN],
  ["report empty", 2, "E_RUN_FILE_MISSING", "a folder without config.json", NO_RUN],
  ["runs list nowhere", 2, "E_FOLDER", "nothing there", "name the folder: roentgen runs list FOLDER"],
  [
    "predict nowhere.onnx a.png",
    2,
    "E_MODEL_FILE",
    "nothing there",
    "give the model.onnx of a run, or the run's folder",
  ],
  ["predict empty a.png", 2, "E_RUN_FILE_MISSING", "a folder without config.json", NO_RUN],
  ["predict unfinished a.png", 3, "E_RUN_UNFINISHED", "nothing there", "go on by: roentgen train --resume unfinished"],
  ["predict nowhere.onnx empty", 3, "E_IMAGE_MISSING", "an empty folder", "check the path"],
  [
    "enhance file.txt OUT",
    3,
    "E_IMAGE_FORMAT",
    "a file that begins with 68 65 6c 6c 6f",
    "save it in one of these formats, or take it out",
  ],
])("%s: status %i, %s", async (words, status, code, received, fix) => {
  const told = await run(folder, ...words.split(" "), "--json");
  const error = JSON.parse(told.stderr.trim().split("\n").at(-1)!);
  const given = code === "E_USAGE" && received !== "publshed" ? `${received} --json` : received;
  expect({ status: told.status, ...error }).toMatchObject({ status, code, received: given, fix });
});

test("one file that cannot be read is told once", async () => {
  const { stderr } = await run(folder, "enhance", "file.txt", "out.png");
  expect(stderr.match(/E_IMAGE_FORMAT/g)).toHaveLength(1);
});

test("the help of the published grid names all networks that it takes, and what the machine is asked for", async () => {
  const { stdout } = await run(folder, "experiment", "published", "--help");
  for (const text of ["resnet152", "nasnetlarge", "--threads"]) expect(stdout).toContain(text);
});
