import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { differencesFromManifest, formatManifest, type ManifestImage, parseManifest } from "./manifest.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const images: ManifestImage[] = [
  { path: "covid/a, b.png", sha256: sha256("a"), label: "covid", patient: "P1", split: "train", fold: null },
  { path: "normal/b.png", sha256: sha256("b"), label: "normal", patient: null, split: "test", fold: 4 },
];

describe("the manifest", () => {
  it("is written with an unknown patient and no fold as empty fields", () => {
    const [header, first, second] = formatManifest(images).split("\r\n");
    expect(header).toBe("path,sha256,label,patient,split,fold");
    expect(first).toBe(`"covid/a, b.png",${sha256("a")},covid,P1,train,`);
    expect(second).toBe(`normal/b.png,${sha256("b")},normal,,test,4`);
  });

  it("comes back as it was written", () => {
    expect(parseManifest(formatManifest(images), "manifest.csv")).toEqual(images);
  });

  it.each([
    ["path", ",", "path"],
    ["sha256", "a.png,abc", "sha256"],
    ["label", `a.png,${sha256("a")},,`, "label"],
    ["split", `a.png,${sha256("a")},covid,,training`, "split"],
    ["fold", `a.png,${sha256("a")},covid,,test,-1`, "fold"],
  ])("with a wrong %s is refused, with the line", (_, start, column) => {
    const fields = [...start.split(","), "", "", "", "", "", ""].slice(0, 6).join(",");
    const read = () => parseManifest(`path,sha256,label,patient,split,fold\n${fields}\n`, "manifest.csv");
    expect(read).toThrow(new RegExp(`^${column} cannot be`));
    expect(read).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ where: "manifest.csv, line 2" }) }),
    );
  });

  it("tells which files changed or went missing since", async () => {
    const root = await mkdtemp(join(tmpdir(), "roentgen-manifest-"));
    const rows = ["a", "b", "c"].map((name) => ({ ...images[0]!, path: `${name}.png`, sha256: sha256(name) }));
    await writeFile(join(root, "a.png"), "a");
    await writeFile(join(root, "b.png"), "changed");
    expect(await differencesFromManifest(rows, root)).toEqual([
      { path: "b.png", problem: "changed" },
      { path: "c.png", problem: "missing" },
    ]);
    await rm(root, { recursive: true });
  });
});
