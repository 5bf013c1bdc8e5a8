import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
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

const check = async (dataset?: Dataset, isUnreadable = async (_: LabelledImage) => false) =>
  requireSameData(dataset ?? (await findImages(root)), manifest, { isUnreadable, onHashed() {} });
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

test("an image that could not be read, and was left out, is not new", async () => {
  await writeFile(join(root, "normal/3.png"), "broken");
  await expect(check(undefined, async ({ path }) => path === "normal/3.png")).resolves.toBeUndefined();
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
