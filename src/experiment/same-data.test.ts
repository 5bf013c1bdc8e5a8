import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Dataset, findImages, hashImages, type LabelledImage, type ManifestImage } from "../dataset/index.ts";
import { requireSameData } from "./same-data.ts";

let root: string;
let manifest: ManifestImage[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "roentgen-same-"));
  for (const label of ["covid", "normal"]) {
    await mkdir(join(root, label));
    for (const i of [1, 2]) await writeFile(join(root, label, `${i}.png`), `${label} ${i}`);
  }
  manifest = (await hashImages(await findImages(root))).map((image) => ({ ...image, split: "train", fold: null }));
});
afterEach(() => rm(root, { recursive: true }));

type Images = readonly LabelledImage[];
const check = async (dataset?: Dataset, readable = async (images: Images) => images) =>
  requireSameData(dataset ?? (await findImages(root)), manifest, { readable, onHashed() {} });
const told = (...problems: string[]) => ({
  code: "E_DATA_CHANGED",
  exitStatus: 3,
  details: { received: problems.join(", ") },
});

test("the same data passes", async () => {
  await expect(check()).resolves.toBeUndefined();
});

test("images that changed, are missing, or are new are told by name", async () => {
  await writeFile(join(root, "covid/1.png"), "other");
  await rm(join(root, "normal/2.png"));
  await writeFile(join(root, "normal/3.png"), "normal 3");
  await expect(check()).rejects.toMatchObject(
    told("covid/1.png (changed)", "normal/2.png (missing)", "normal/3.png (new)"),
  );
});

test("images that could not be read, and were left out, are not new; all are tried at once", async () => {
  for (const i of [3, 4]) await writeFile(join(root, `normal/${i}.png`), "broken");
  const readable = vi.fn(async (_: Images) => []);
  await expect(check(undefined, readable)).resolves.toBeUndefined();
  expect(readable.mock.calls.map(([images]) => images.map(({ path }) => path))).toEqual([
    ["normal/3.png", "normal/4.png"],
  ]);
});

test("in a table a label or a patient may be another by now", async () => {
  const { images, ...rest } = await findImages(root);
  const changed = images.map((image, i) => ({
    ...image,
    ...(i === 0 && { label: "normal" }),
    ...(i === 1 && { patient: "p1" }),
  }));
  await expect(check({ ...rest, images: changed })).rejects.toMatchObject(
    told("covid/1.png (another label)", "covid/2.png (another patient)"),
  );
});

test("of many only some are told, and how many more", async () => {
  const images = Array.from({ length: 30 }, (_, i) => ({ path: `new/${i}.png`, label: "new", patient: null }));
  await expect(check({ root, images, ignored: [] })).rejects.toMatchObject({
    details: { received: expect.stringMatching(/and 10 more$/) },
  });
});
