import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocks } from "../../tests/support/blocks.ts";
import { findImages } from "../dataset/index.ts";
import { encodePng, scalePixels, scalingPlanes } from "../image/index.ts";
import { FEATURES, featureGraph, INPUT, initialParameters, networkNamed, variablesOf } from "../networks/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { stream } from "../util/random.ts";
import { writeFeatures } from "./features.ts";

const SIZE = 32;
const COUNT = 19; // a batch and a part
const image = (i: number) => ({
  width: SIZE,
  height: SIZE,
  channels: 1 as const,
  data: blocks(`f${i}`, SIZE, SIZE, 1),
});
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-features-"));
  for (const label of ["a", "b"]) await mkdir(join(folder, "data", label), { recursive: true });
  for (let i = 0; i < COUNT; i++)
    await writeFile(join(folder, "data", i % 2 ? "b" : "a", `${String(i).padStart(2, "0")}.png`), encodePng(image(i)));
  await writeFile(join(folder, "data/a/99.png"), "no image");
});
afterAll(() => rm(folder, { recursive: true }));

/** The float32 values of a .npy, after its header. */
async function readNpy(path: string): Promise<{ header: string; values: Float32Array }> {
  const bytes = await readFile(path);
  const length = bytes.readUInt16LE(8);
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset + 10 + length, bytes.byteOffset + bytes.length));
  return { header: bytes.toString("latin1", 10, 10 + length), values };
}

test("a row for every image that can be read, each what the network gives for it", async () => {
  const out = join(folder, "features.npy");
  const request = {
    network: "nasnetmobile",
    weights: "none",
    imageSize: SIZE,
    device: "cpu" as const,
    cache: false,
    enhance: null,
    seed: 5,
    threads: 1,
    out,
  };
  const unreadable: string[] = [];
  const listener = {
    onBytes() {},
    onDevice() {},
    onImage() {},
    onCacheProblem: (problem: string) => expect.unreachable(problem),
    onUnreadable: (error: { code: string }) => void unreadable.push(error.code),
  };
  const dataset = await findImages(join(folder, "data"));
  const nowhere = writeFeatures({ dataset, ...request, out: join(folder, "no", "features.npy") }, listener);
  await expect(nowhere).rejects.toMatchObject({ code: "E_FILE_UNWRITABLE" });
  const written = await writeFeatures({ dataset, ...request }, listener);
  expect(written).toEqual({ rows: COUNT, channels: 1056, cached: 0, table: join(folder, "features.csv") });
  expect(unreadable).toEqual(["E_IMAGE_FORMAT"]);
  expect((await readdir(folder)).sort()).toEqual(["data", "features.csv", "features.npy"]);

  const { header, values } = await readNpy(out);
  expect(header.trim()).toBe(`{'descr': '<f4', 'fortran_order': False, 'shape': (${COUNT}, 1056), }`);
  const rows = (await readFile(written.table, "utf8")).trim().split("\r\n").slice(1);
  const network = networkNamed("nasnetmobile").build({ imageSize: SIZE });
  const constants = initialParameters(variablesOf(network), (name) => stream(5, "initial", name));
  const session = await nodeRuntime({ threads: 1 }).open(featureGraph(network), { constants });
  for (const row of [0, 9, COUNT - 1]) {
    const name = /(\d+)\.png/.exec(rows[row]!)![1];
    const feeds = new Map([[INPUT, scalePixels(image(Number(name)), scalingPlanes("symmetric", 3))]]);
    const expected = (await session.run(feeds)).get(FEATURES)!;
    const actual = values.subarray(row * 1056, (row + 1) * 1056);
    const largest = Math.max(...expected.map(Math.abs));
    expect(Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!)))).toBeLessThan(1e-5 * largest);
  }
  await session.release();

  // kept and looked up, all the same to the bit; an image that comes between them is all that is computed
  const keeping = { ...request, cache: true, out: join(folder, "kept.npy") };
  expect(await writeFeatures({ dataset, ...keeping }, listener)).toMatchObject({ cached: 0 });
  expect((await readFile(keeping.out)).equals(await readFile(out))).toBe(true);
  await writeFile(join(folder, "data/a/00b.png"), encodePng(image(COUNT)));
  const more = await findImages(join(folder, "data"));
  expect(await writeFeatures({ dataset: more, ...keeping }, listener)).toMatchObject({
    rows: COUNT + 1,
    cached: COUNT,
  });
  const { values: grown } = await readNpy(keeping.out);
  expect([...grown.subarray(0, 1056), ...grown.subarray(2 * 1056)]).toEqual([...values]);
});
