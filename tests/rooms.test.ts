/** Imports between rooms point to a row above, as docs/decisions.md draws them; some rooms must run in a browser unchanged. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Rooms that a room may import, besides util. */
const allowed: Record<string, readonly string[]> = {
  image: [],
  statistics: [],
  figures: [],
  graph: [],
  autodiff: ["graph"],
  lowering: ["graph"],
  networks: ["graph"],
  runtime: ["graph"],
  dataset: ["image", "statistics"],
  weights: ["networks", "graph"],
  run: ["statistics"],
  model: ["image", "graph", "runtime"],
  training: [
    "image",
    "statistics",
    "graph",
    "autodiff",
    "lowering",
    "networks",
    "runtime",
    "dataset",
    "weights",
    "run",
    "model",
  ],
  report: ["figures", "run"],
  evaluation: ["model", "dataset", "statistics", "run", "image", "runtime"],
  util: [],
};
allowed.experiment = Object.keys(allowed);
const everything = Object.keys(allowed);
const edges = ["cli", "index.ts"];
const browserRooms = ["graph", "autodiff", "lowering", "networks", "statistics", "figures"];

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((path) => `src/${path}`)
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.includes("/generated/"));
const importsOf = (path: string): string[] =>
  Array.from(readFileSync(path, "utf8").matchAll(/(?:from|import\() ?"([^"]+)"/g), (match) => match[1]!);
const roomOf = (path: string): string => path.split("/")[1]!;

/** The room that a relative import of a file leads to. */
function target(path: string, imported: string): string {
  return new URL(imported, `file:///${path}`).pathname.split("/")[2]!;
}

function violations(path: string): string[] {
  const room = roomOf(path);
  const may = edges.includes(room) ? [...everything, ...edges] : [room, "util", ...(allowed[room] ?? [])];
  return importsOf(path)
    .filter((imported) => imported.startsWith("."))
    .filter((imported) => !may.includes(target(path, imported)))
    .map((imported) => `${path} imports ${imported}`);
}

test("there are sources to look at", () => {
  expect(sources.length).toBeGreaterThan(20);
});

test("imports between rooms point to a row above", () => {
  expect(sources.flatMap(violations)).toEqual([]);
});

test("an import of a room below is noticed", () => {
  expect(target("src/graph/builder.ts", "../training/loop.ts")).toBe("training");
  expect([...(allowed.graph ?? []), "graph", "util"]).not.toContain("training");
});

test("rooms for the browser import no Node module", () => {
  const inBrowser = sources.filter((path) => browserRooms.includes(roomOf(path)));
  expect(inBrowser.filter((path) => importsOf(path).some((imported) => imported.startsWith("node:")))).toEqual([]);
});

test("only the runtime imports ONNX Runtime", () => {
  const outside = sources.filter((path) => roomOf(path) !== "runtime");
  expect(outside.filter((path) => importsOf(path).some((imported) => imported.startsWith("onnxruntime")))).toEqual([]);
});
