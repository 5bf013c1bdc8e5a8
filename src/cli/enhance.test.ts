import { copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Outcome, roentgen as run, signalled } from "../../tests/support/command-line.ts";
import { decodeFile, enhance, enhanceDefaults, resize } from "../image/index.ts";
import { planFolder } from "./enhance-plan.ts";

const golden = fileURLToPath(new URL("../../tests/golden/imaging/", import.meta.url));
let folder: string;

const roentgen = (...args: string[]): Promise<Outcome> => run(folder, "enhance", ...args);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-enhance-"));
  await mkdir(join(folder, "in", "deep"), { recursive: true });
  await copyFile(join(golden, "grey-odd.png"), join(folder, "in", "a.png"));
  await copyFile(join(golden, "lossy.webp"), join(folder, "in", "deep", "b.webp"));
  await writeFile(join(folder, "in", "notes.txt"), "no image");
});
afterAll(() => rm(folder, { recursive: true }));

test("a folder is enhanced file by file; what is no image is told and skipped", async () => {
  const { status, stdout, stderr } = await roentgen("in", "out", "--size", "64x48", "--contact-sheet", "sheet.png");
  expect([status, stdout]).toEqual([3, "2 images written to out, 1 file skipped\n"]);
  expect(stderr).toContain("E_IMAGE_FORMAT");
  expect(stderr).toMatch(/100 %, 3 of 3 images, .* left/);
  expect(await readdir(join(folder, "out"), { recursive: true })).toEqual(
    expect.arrayContaining(["a.png", join("deep", "b.png")]),
  );
  const expected = enhance(resize(await decodeFile(join(folder, "in/deep/b.webp")), 64, 48), enhanceDefaults);
  expect(await decodeFile(join(folder, "out/deep/b.png"))).toEqual(expected);
  expect((await decodeFile(join(folder, "sheet.png"))).width).toBe(2 * (2 * 224 + 12) + 12);
});

test("one file, quietly; JSON for programs", async () => {
  const quiet = await roentgen("in/a.png", "one.png", "--quiet", "--steps", "balance");
  expect(quiet).toEqual({ status: 0, stdout: "1 image written to one.png\n", stderr: "" });
  const json = await roentgen("in/a.png", "one.png", "--json");
  const events = json.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events).toMatchObject([
    { type: "image", path: "in/a.png" },
    { type: "enhance", written: 1, skipped: 0 },
  ]);
});

test("what is skipped is told and counted, also quietly and for programs", async () => {
  const quiet = await roentgen("in", "quiet", "--quiet");
  expect([quiet.status, quiet.stderr]).toEqual([3, expect.stringContaining("E_IMAGE_FORMAT")]);
  const json = await roentgen("in", "json", "--json");
  expect([json.status, JSON.parse(json.stderr)]).toMatchObject([3, { type: "error", code: "E_IMAGE_FORMAT" }]);
  expect(JSON.parse(json.stdout.trim().split("\n").at(-1)!)).toMatchObject({ type: "enhance", written: 2, skipped: 1 });
});

test("nothing that can be read is unusable data; a wrong option is wrong usage", async () => {
  const bad = await roentgen("in/notes.txt", "x.png");
  expect([bad.status, bad.stderr]).toEqual([3, expect.stringContaining("E_IMAGE_FORMAT")]);
  expect((await roentgen("nowhere", "out")).status).toBe(3);
  await writeFile(join(folder, "file"), "a file");
  expect((await roentgen("in", "file")).stderr).toContain("E_FOLDER_EXISTS");
  expect((await roentgen("in", "file/out")).stderr).toContain("E_FOLDER");
  const option = await roentgen("in", "out", "--size", "64x");
  expect([option.status, option.stderr]).toEqual([2, expect.stringContaining("--size cannot be")]);
});

test("two files of one name keep both names", () => {
  expect(planFolder(["a.jpg", "a.png", "b.jpg"])).toEqual([
    ["a.jpg", "a.jpg.png"],
    ["a.png", "a.png.png"],
    ["b.jpg", "b.png"],
  ]);
});

test("nothing is written among the originals, or over results", async () => {
  await symlink(join(folder, "in"), join(folder, "link"));
  for (const [from, to] of [
    ["in", "in"],
    ["in", "in/new/deep"],
    ["in", "link/new"],
    ["in/deep", "in"],
    ["in/a.png", "in/a.png"],
    ["in/a.png", "link"],
  ] as const)
    expect(await roentgen(from, to, "--json")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("E_OUT_IS_IN"),
    });
  expect(await readdir(join(folder, "in"), { recursive: true })).toHaveLength(4);
  await mkdir(join(folder, "full"));
  await writeFile(join(folder, "full", "z.png"), "mine");
  const full = await roentgen("in", "full", "--json");
  expect([full.status, JSON.parse(full.stderr)]).toMatchObject([2, { code: "E_FOLDER_EXISTS", received: "z.png" }]);
  expect((await roentgen("in/deep", "in-deep")).status).toBe(0); // a name that begins alike is another folder
});

test.each([
  ["full.png", "E_FILE_UNWRITABLE"],
  ["file/sheet.png", "E_FOLDER_UNWRITABLE"],
  ["in/a.png", "E_OUT_IS_IN"],
  ["in/sheet.png", "E_OUT_IS_IN"],
  ["to-in/a.png", "E_OUT_IS_IN"],
  ["never/a.png", "E_OPTION"],
])("a contact sheet that cannot be %s is told before any work", async (sheet, code) => {
  if (sheet === "full.png") await mkdir(join(folder, sheet));
  if (sheet.startsWith("to-in")) await symlink(join(folder, "in"), join(folder, "to-in"), "junction");
  const { status, stderr } = await roentgen("in", "never", "--contact-sheet", sheet);
  expect([status > 0, stderr]).toEqual([true, expect.stringContaining(`(${code})`)]);
  expect(await readdir(folder)).not.toContain("never");
});

test.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM"] as const)(
  "%s ends it with 130, and whole files alone",
  async (signal) => {
    await mkdir(join(folder, `many-${signal}`));
    for (let i = 0; i < 200; i++)
      await copyFile(join(golden, "grey-odd.png"), join(folder, `many-${signal}`, `${i}.png`));
    const out = `half-${signal}`;
    const ended = await signalled(signal, folder, /10 %/, "enhance", `many-${signal}`, out, "--size", "512");
    expect([ended.status, ended.stdout]).toEqual([130, ""]);
    expect(ended.stderr).toMatch(/E_INTERRUPTED.*empty it/s);
    const written = await readdir(join(folder, out));
    expect(written.filter((name) => name.startsWith("."))).toEqual([]);
    for (const name of written) expect((await decodeFile(join(folder, out, name))).width).toBe(512);
  },
);
