import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeFile } from "../../image/index.ts";
import { groupBy } from "../../util/group.ts";
import { findImages } from "../find.ts";
import { parsePatientPattern } from "../patient.ts";
import { PHANTOM_LABELS } from "./label.ts";
import { phantom } from "./phantom.ts";
import { writePhantoms } from "./write.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-phantoms-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a set has its count, equal classes, and two images a patient in one class", async () => {
  let told = 0;
  await writePhantoms(join(folder, "a"), { seed: 1, count: 36, size: 32 }, (count) => {
    told += count;
  });
  const { images, ignored } = await findImages(join(folder, "a"), { patientFrom: parsePatientPattern("^(p\\d+)_") });
  expect([told, images.length, ignored]).toEqual([36, 36, []]);
  for (const label of PHANTOM_LABELS) expect(images.filter((image) => image.label === label)).toHaveLength(12);
  const patients = groupBy(images, ({ patient }) => patient);
  expect(patients.size).toBe(18);
  for (const of of patients.values()) expect([of.length, new Set(of.map(({ label }) => label)).size]).toEqual([2, 1]);
});

test("files hold the phantoms of their names, however many threads and images there are", async () => {
  await writePhantoms(join(folder, "one"), { seed: 3, count: 5, size: 32 }, () => {}, 1);
  const written = await decodeFile(join(folder, "one", "lobar-opacity", "p0002_2.png"));
  expect(written).toEqual(phantom({ seed: 3, index: 3, label: "lobar-opacity", size: 32 }));
  await writePhantoms(join(folder, "three"), { seed: 3, count: 9, size: 32 }, () => {}, 3);
  expect(await decodeFile(join(folder, "three", "lobar-opacity", "p0002_2.png"))).toEqual(written);
});

test("what is there already is refused and left alone; nothing half done is left behind", async () => {
  const refused = expect.objectContaining({ code: "E_FOLDER_EXISTS", exitStatus: 2 });
  await expect(writePhantoms(folder, { seed: 1, count: 1, size: 32 }, () => {})).rejects.toEqual(refused);
  expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
});
