import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { featureSet } from "../../../tests/support/feature-set.ts";
import { workerUrl } from "../../util/worker.ts";
import { type FeatureSet, rowKey } from "./feature-set.ts";
import { FeatureStore } from "./feature-store.ts";
import { clearShelf, shelvedSets } from "./shelved-sets.ts";

const CHANNELS = 4;
const set = featureSet({ channels: CHANNELS });
let folder: string;
let problems: string[];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "roentgen-store-")), "features");
  problems = [];
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

/** Row i is i, i + 1/4... */
const rowOf = (i: number): number[] => Array.from({ length: CHANNELS }, (_, c) => i + c / CHANNELS);
const keysOf = (rows: readonly number[]) => rows.map((i) => rowKey(`image ${i}`));
const open = (limit = 1e9, of: FeatureSet = set) =>
  FeatureStore.open({ folder, limit }, of, (problem) => problems.push(problem));

function write(rows: readonly number[], limit?: number, of?: FeatureSet): void {
  const store = open(limit, of);
  for (const i of rows) store.add(keysOf([i]), Float32Array.from(rowOf(i)));
  store.close();
}

/** Those of the rows that a new store has, each looked at. */
function kept(rows: readonly number[], of?: FeatureSet): number[] {
  const store = open(undefined, of);
  const row = new Float32Array(CHANNELS);
  const found = rows.filter((i) => {
    const there = store.read(keysOf([i])[0]!, row);
    if (there) expect([...row]).toEqual(rowOf(i));
    return there;
  });
  store.close();
  return found;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const files = (end: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name));

test("rows are there for whoever opens the set later; who only reads leaves no file", () => {
  expect(kept([1])).toEqual([]);
  write([1, 2, 3]);
  write([4]);
  expect(kept(range(0, 6))).toEqual([1, 2, 3, 4]);
  expect(files(".rows")).toHaveLength(2);
  expect(problems).toEqual([]);
});

test("the rows are a plain matrix of float32", () => {
  write([5, 9]);
  const bytes = readFileSync(files(".rows")[0]!);
  expect([...new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))]).toEqual([
    ...rowOf(5),
    ...rowOf(9),
  ]);
});

test("another network, weights, preparation or machine is another set", () => {
  write([1]);
  const others = [{ weights: "2".repeat(64) }, { graph: "2".repeat(64) }, { scaling: "raw" }, { made: { threads: 2 } }];
  for (const other of others) expect(kept([1], featureSet({ channels: CHANNELS, ...other }))).toEqual([]);
  expect(kept([1])).toEqual([1]);
});

describe("what is damaged is told once and not trusted:", () => {
  const flip = (file: string, at: number): void => {
    const bytes = readFileSync(file);
    bytes[at < 0 ? bytes.length + at : at]! ^= 1;
    writeFileSync(file, bytes);
  };
  const rows = CHANNELS * 4;

  test.each<[string, () => void, readonly number[], number]>([
    ["a bit of a row", () => flip(files(".rows")[0]!, rows + 5), [0, 2, 3], 1],
    ["a bit of a key", () => flip(files(".keys")[0]!, -32 * 2), [0, 1, 3], 0],
    ["a bit of a checksum", () => flip(files(".keys")[0]!, -1), [0, 1, 2], 1],
    ["two bits", () => [1, rows * 3].map((at) => flip(files(".rows")[0]!, at)), [1, 2], 1],
    ["rows that are cut off", () => truncateSync(files(".rows")[0]!, rows * 2 + 7), [0, 1], 1],
    [
      "keys that are cut off",
      () => truncateSync(files(".keys")[0]!, statSync(files(".keys")[0]!).size - 33),
      [0, 1],
      0,
    ],
    ["the first line", () => flip(files(".keys")[0]!, 3), [], 0],
    ["a first line that is cut off", () => truncateSync(files(".keys")[0]!, 20), [], 0],
    ["rows that are not there", () => rmSync(files(".rows")[0]!), [], 0],
    ["keys that are not there", () => rmSync(files(".keys")[0]!), [], 0],
  ])("%s", (_, damage, whole, told) => {
    write(range(0, 4));
    damage();
    expect(kept(range(0, 4))).toEqual(whole);
    expect(problems).toHaveLength(told);
    write(range(0, 4).filter((i) => !whole.includes(i))); // computed again
    expect(kept(range(0, 4))).toEqual(range(0, 4));
    expect(shelvedSets(folder).length).toBeGreaterThan(0);
    expect(clearShelf(folder, Number.POSITIVE_INFINITY)).toBeGreaterThan(0);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("the limit", () => {
  const many = range(0, 100);
  const size = (rows: number) => 600 + rows * (32 + CHANNELS * 4);

  test("what was used least recently goes first", () => {
    write(many, undefined, featureSet({ channels: CHANNELS, network: "old" }));
    write(many, undefined, featureSet({ channels: CHANNELS, network: "used" }));
    for (const file of files("")) utimesSync(file, new Date(0), new Date(1000));
    kept([1], featureSet({ channels: CHANNELS, network: "used" }));
    write(range(0, 50), size(200));
    expect(shelvedSets(folder).map(({ set: each }) => each?.network)).toEqual(["mean", "used"]);
    expect(problems).toEqual([]);
  });

  test("a run does not remove its own rows; what has no room is told once", () => {
    write(many, size(50));
    expect(problems).toEqual([expect.stringContaining("not kept any more")]);
    const there = kept(many);
    expect(there).toEqual(range(0, there.length));
    expect(there.length).toBeGreaterThan(10);
    expect(shelvedSets(folder)[0]!.bytes).toBeLessThan(size(50));
  });

  test("0 keeps nothing, and leaves what others kept", () => {
    const other = featureSet({ channels: CHANNELS, network: "other" });
    write([1, 2], undefined, other);
    write([1, 2], 0);
    expect(kept([1, 2], other)).toEqual([1, 2]);
    expect([kept([1, 2]), problems]).toEqual([[], [expect.stringContaining("not kept any more")]]);
  });
});

test("where nothing can be written it is told once, and all goes on", () => {
  writeFileSync(join(folder, "..", "features"), "a file");
  write([1, 2, 3]);
  expect(problems).toEqual([expect.stringContaining("not kept any more")]);
  expect(kept([1])).toEqual([]);
});

describe("a set of more shards than are open at once", () => {
  const shards = 80;
  const filesOpen = (): number => readdirSync("/dev/fd").length;

  test("is read whole, with few files open", () => {
    for (let i = 0; i < shards; i++) write([i]);
    const before = filesOpen();
    const store = open();
    const row = new Float32Array(CHANNELS);
    for (const i of [...range(0, shards), 3, 70])
      expect([store.read(keysOf([i])[0]!, row), ...row]).toEqual([true, ...rowOf(i)]);
    expect(filesOpen() - before).toBeLessThanOrEqual(64);
    store.close();
    expect(filesOpen()).toBe(before);
  });

  test("what is removed meanwhile is computed again", () => {
    for (let i = 0; i < shards; i++) write([i]);
    const store = open();
    clearShelf(folder, Number.POSITIVE_INFINITY);
    const found = range(0, shards).filter((i) => store.read(keysOf([i])[0]!, new Float32Array(CHANNELS)));
    store.close();
    expect(found.length).toBeLessThan(shards);
    expect(problems).toEqual([]);
  });
});

/** A process that writes rows from `from` on until it is killed, or `count` of them. */
function writer(from: number, count: number) {
  const module = workerUrl("./feature-store.ts", import.meta.url).href;
  const keys = workerUrl("./feature-set.ts", import.meta.url).href;
  const program = `
    import { FeatureStore } from ${JSON.stringify(module)};
    import { rowKey } from ${JSON.stringify(keys)};
    const store = FeatureStore.open({ folder: ${JSON.stringify(folder)}, limit: 1e9 }, ${JSON.stringify(set)}, console.error);
    for (let i = ${from}; i < ${from + count}; i++) {
      store.add([rowKey("image " + i)], Float32Array.from({ length: ${CHANNELS} }, (_, c) => i + c / ${CHANNELS}));
      if (i === ${from}) console.log("begun");
    }
    store.close();`;
  return spawn(process.execPath, ["--input-type=module", "-e", program], { cwd: pathToFileURL(".").pathname });
}

test("two processes that write at once leave what both have written", async () => {
  await Promise.all([writer(0, 300), writer(200, 300)].map((child) => once(child, "close")));
  expect(kept(range(0, 500))).toEqual(range(0, 500));
  expect(files(".rows")).toHaveLength(2);
});

test("a writer that is killed leaves whole rows only", async () => {
  for (let round = 0; round < 5; round++) {
    const child = writer(0, 1e7);
    await once(child.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, 20 * round));
    child.kill("SIGKILL");
    await once(child, "close");
  }
  expect(shelvedSets(folder)[0]!.features).toBeGreaterThan(5);
  expect(kept(range(0, 100))[0]).toBe(0);
  expect(problems).toEqual([]);
});
