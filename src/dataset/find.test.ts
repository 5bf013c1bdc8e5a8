import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exactDuplicates, requireOneLabelEach } from "./duplicates.ts";
import { findImages } from "./find.ts";
import { hashImages } from "./hash.ts";
import { countWithoutPatient } from "./image.ts";
import { parsePatientPattern, patientOf } from "./patient.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "roentgen-dataset-"));
});
afterEach(() => rm(root, { recursive: true }));

async function put(path: string, content = path): Promise<string> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

const errorCode = (code: string) => expect.objectContaining({ code });

describe("class folders", () => {
  it("give images in byte order of their paths; the first folder is the class", async () => {
    for (const path of [
      "normal/b.png",
      "normal/B.JPG",
      "normal/site/a.tiff",
      "covid/é.bmp",
      "covid/z.webp",
      "covid/10.jpeg",
    ])
      await put(path);
    const { images } = await findImages(root);
    expect(images.map(({ path }) => path)).toEqual([
      "covid/10.jpeg",
      "covid/z.webp",
      "covid/é.bmp",
      "normal/B.JPG",
      "normal/b.png",
      "normal/site/a.tiff",
    ]);
    expect(images.map(({ label }) => label)).toEqual(["covid", "covid", "covid", "normal", "normal", "normal"]);
  });

  it("pass over what is no image of a class, and tell it", async () => {
    const others = ["covid/.hidden.png", "covid/notes.txt", "loose.png", ".cache/normal/b.png", "covid/masks/a.png"];
    for (const path of ["covid/a.png", ...others]) await put(path);
    const { images, ignored } = await findImages(root);
    expect(images.map(({ path }) => path)).toEqual(["covid/a.png"]);
    expect(ignored).toEqual([
      { name: ".cache", reason: "hidden" },
      { name: "covid/.hidden.png", reason: "hidden" },
      { name: "covid/masks/a.png", reason: "a mask" },
      { name: "covid/notes.txt", reason: "not an image" },
      { name: "loose.png", reason: "in no class folder" },
    ]);
  });

  it("tell a DICOM file from what is no image at all, whatever it is called, and how to make an image of it", async () => {
    await put("covid/IM0001", `${"\0".repeat(128)}DICM`);
    await put("covid/empty.txt", "");
    const refusal = { code: "E_DATASET_EMPTY", details: { fix: expect.stringContaining("convert it to PNG") } };
    await expect(findImages(root)).rejects.toMatchObject(refusal);
    await put("covid/a.png");
    const { ignored } = await findImages(root);
    expect(ignored).toMatchObject([
      { name: "covid/IM0001", reason: "a DICOM file" },
      { name: "covid/empty.txt", reason: "not an image" },
    ]);
  });

  it("follow links, but never in a circle, and keep broken ones to be told when they are read", async () => {
    await put("covid/a.png");
    await symlink(root, join(root, "covid", "circle"));
    await symlink(join(root, "covid", "a.png"), join(root, "covid", "link.png"));
    await symlink(join(root, "nowhere.png"), join(root, "covid", "broken.png"));
    const data = await findImages(root);
    expect(data.images.map(({ path }) => path)).toEqual(["covid/a.png", "covid/broken.png", "covid/link.png"]);
    await expect(hashImages(data)).rejects.toThrow(errorCode("E_FILE_UNREADABLE"));
  });

  it("without any image are refused, as is what is no data set", async () => {
    await expect(findImages(root)).rejects.toThrow(errorCode("E_DATASET_EMPTY"));
    await expect(findImages(join(root, "nothing"))).rejects.toThrow(errorCode("E_DATASET"));
    await expect(findImages(await put("a.png"))).rejects.toThrow(errorCode("E_DATASET"));
  });
});

describe("a CSV", () => {
  it("gives paths relative to itself, in byte order, with patients; other columns are told", async () => {
    const file = await put("list.csv", "age,path,label,patient\n61,b.png,covid,P2\n,sub\\a.png,normal,\n");
    const { root: folder, images, ignored } = await findImages(file);
    expect(folder).toBe(root);
    expect(images).toEqual([
      { path: "b.png", label: "covid", patient: "P2" },
      { path: "sub/a.png", label: "normal", patient: null },
    ]);
    expect(ignored).toEqual([{ name: "age", reason: "unknown column" }]);
  });

  it("falls back to the file's name for a patient that is not given", async () => {
    const file = await put("list.csv", "path,label,patient\n7_1.png,covid,P2\n7_2.png,covid,\n");
    const { images } = await findImages(file, { patientFrom: /^(\d+)_/u });
    expect(images.map(({ patient }) => patient)).toEqual(["P2", "7"]);
  });

  it.each([
    ["path,label\na.png,\n", "E_CSV_LABEL", /line 2/],
    ["path,label\na.png,x\n,x\n", "E_CSV_PATH", /line 3/],
    ["path,label\na.png,x\nb.png,x\na.png,y\n", "E_CSV_PATH", /line 4/],
    ["path\na.png\n", "E_CSV_COLUMNS", /list.csv/],
    ["path,label\n", "E_DATASET_EMPTY", /list.csv/],
  ])("%j is refused with its line", async (text, code, where) => {
    const file = await put("list.csv", text);
    const details = expect.objectContaining({ where: expect.stringMatching(where) });
    await expect(findImages(file)).rejects.toThrow(expect.objectContaining({ code, details }));
  });
});

describe("the patient out of a file's name", () => {
  it.each([
    ["normal/00001280_004.png", "^(\\d{8})_", "00001280"],
    ["normal/00001280_004.png", "^\\d{8}", "00001280"],
    ["12345678_/1-s2.0.jpg", "^(\\d{8})_", null],
    ["covid/P7.png", "P(?<number>\\d)", "7"],
    ["covid/a.png", "x*", null],
  ])("%s by %s is %s", (path, pattern, expected) => {
    expect(patientOf(path, parsePatientPattern(pattern))).toBe(expected);
  });

  it("is counted where it is not known", async () => {
    await put("covid/7_1.png");
    await put("covid/other.png");
    const { images } = await findImages(root, { patientFrom: /^(\d+)_/u });
    expect(countWithoutPatient(images)).toBe(1);
  });

  it("an expression that finds none is wrong usage: patients would be on both sides unnoticed", async () => {
    await put("covid/7_1.png");
    await expect(findImages(root, { patientFrom: /^(x\d+)_/u })).rejects.toThrow(
      expect.objectContaining({ code: "E_PATIENT_PATTERN", exitStatus: 2 }),
    );
  });

  it("an expression that is none is wrong usage", () => {
    expect(() => parsePatientPattern("(")).toThrow(
      expect.objectContaining({ code: "E_PATIENT_PATTERN", exitStatus: 2 }),
    );
  });
});

describe("hashes", () => {
  it("are SHA-256 (FIPS 180-4's own example), in the order of the images, with progress", async () => {
    await put("covid/abc.png", "abc");
    await put("covid/b.png", "");
    let hashed = 0;
    const images = await hashImages(await findImages(root), { onHashed: () => hashed++ });
    expect(images.map(({ sha256 }) => sha256)).toEqual([
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ]);
    expect(hashed).toBe(2);
  });

  it("leave out what cannot be opened, told in order, where that is asked for", async () => {
    await put("covid/abc.png", "abc");
    for (const name of ["covid/0.png", "covid/z.png"]) await symlink("nowhere", join(root, name));
    const dataset = await findImages(root);
    const told: string[] = [];
    const images = await hashImages(dataset, { onUnreadable: ({ path }, { code }) => told.push(`${path} ${code}`) });
    expect(images.map(({ path }) => path)).toEqual(["covid/abc.png"]);
    expect(told).toEqual(["covid/0.png E_FILE_UNREADABLE", "covid/z.png E_FILE_UNREADABLE"]);
    await expect(hashImages(dataset)).rejects.toThrow(errorCode("E_FILE_UNREADABLE"));
  });

  it("find exact duplicates, and refuse one image under two labels", async () => {
    await put("covid/a.png", "same");
    await put("covid/b.png", "same");
    await put("normal/c.png", "other");
    const images = await hashImages(await findImages(root));
    expect(exactDuplicates(images).map((group) => group.map(({ path }) => path))).toEqual([
      ["covid/a.png", "covid/b.png"],
    ]);
    expect(() => requireOneLabelEach(images)).not.toThrow();
    await put("normal/d.png", "same");
    const conflicting = await hashImages(await findImages(root));
    expect(() => requireOneLabelEach(conflicting)).toThrow(errorCode("E_LABEL_CONFLICT"));
  });
});
