import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findImages } from "./find.ts";
import { hashImages } from "./hash.ts";
import { leaksOf, requireParts, withPartsOf } from "./listed-parts.ts";
import { formatManifest, type ManifestImage } from "./manifest.ts";
import { partition } from "./partition.ts";
import { AS_LISTED, PARTS } from "./split.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-listed-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, content = path): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Two classes with an image in each part. */
const images: readonly ManifestImage[] = ["covid", "normal"].flatMap((label) =>
  PARTS.map((split) => {
    const path = `${label}/${split}.png`;
    return { path, label, patient: `${label} ${split}`, split, fold: null, sha256: sha256(path) };
  }),
);

async function data(): Promise<string> {
  for (const { path } of images) await put(join("data", path), path);
  return join(folder, "data");
}

test("a table's own split is what the images are divided into", async () => {
  const table = await put("list.csv", "path,label,split\na.png,x,train\nb.png,x,test\nc.png,x,validation\n");
  const { images: listed, ignored } = await findImages(table, { withParts: true });
  expect([listed.map(({ part }) => part), ignored]).toEqual([["train", "test", "validation"], []]);
  const plain = await findImages(table);
  expect(plain.ignored).toEqual([{ name: "split", reason: "unknown column" }]);
});

test("a part that there is none of is told with its line", async () => {
  const table = await put("list.csv", "path,label,split\na.png,x,train\nb.png,x,val\n");
  const details = { where: `${table}, line 3`, received: "val" };
  await expect(findImages(table, { withParts: true })).rejects.toMatchObject({ code: "E_CSV_SPLIT", details });
});

test("a manifest goes in again with the data that it was made of, patients and all", async () => {
  const table = await put("manifest.csv", formatManifest(images));
  const placed = await withPartsOf(table, await findImages(await data()));
  const hashed = await hashImages(placed);
  const task = { kind: "multi" } as const;
  const { parts } = partition(hashed, { task, recipe: "standard", division: AS_LISTED, seed: 1 });
  expect(hashed.map(({ path, patient }, i) => [path, patient, parts[i]])).toEqual(
    hashed.map(({ path, label }) => [
      path,
      `${label} ${path.slice(label.length + 1, -4)}`,
      path.slice(label.length + 1, -4),
    ]),
  );
});

test("other images, other labels and other bytes are refused", async () => {
  const found = await findImages(await data());
  const refused = async (changed: readonly ManifestImage[], received: unknown): Promise<void> => {
    const table = await put("manifest.csv", formatManifest(changed));
    await expect(withPartsOf(table, found)).rejects.toMatchObject({ code: "E_SPLIT_TABLE", details: { received } });
  };
  await refused(images.slice(1), "covid/train.png");
  await refused([...images, { ...images[0]!, path: "covid/more.png" }], "covid/more.png");
  await refused(
    images.map((image) => ({ ...image, label: "covid" })),
    "covid",
  );
  await expect(withPartsOf(join(folder, "nowhere.csv"), found)).rejects.toMatchObject({ code: "E_SPLIT_TABLE" });
  const table = await put("manifest.csv", formatManifest(images));
  await put("data/covid/train.png", "changed");
  const placed = await withPartsOf(table, found);
  await expect(hashImages(placed)).rejects.toMatchObject({
    code: "E_DATA_CHANGED",
    details: { where: "covid/train.png" },
  });
});

test("a table of folds is no split", () => {
  expect(() => requireParts({ images: [{ path: "a", label: "x", patient: null, part: "train" }] }, "m.csv")).toThrow(
    expect.objectContaining({ code: "E_CSV_SPLIT" }),
  );
});

test("patients and copies on more than one side are told", () => {
  const parts = images.map(({ split }) => split);
  expect(leaksOf(images, parts)).toEqual([]);
  const leaking = images.map((image, i) => ({
    ...image,
    patient: i < 2 ? "P1" : null,
    sha256: i > 3 ? "same" : `${i}`,
  }));
  expect(leaksOf(leaking, parts)).toEqual([
    "the split has 1 patient in more than one part, so that figures are too good: P1",
    "the split has exact copies in more than one part, so that figures are too good: normal/validation.png = normal/test.png",
  ]);
});
