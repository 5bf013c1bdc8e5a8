/** Small hard files after every stage: the bytes of OpenCV (tests/golden/imaging.json, from imaging.py). */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { balance } from "./balance.ts";
import { clahe } from "./clahe.ts";
import { decode, decodeFile } from "./decode.ts";
import { enhance, enhanceDefaults } from "./enhance.ts";
import { toGrey } from "./grey.ts";
import { type Pixels, toRgb } from "./pixels.ts";
import { resize } from "./resize.ts";

interface Stages {
  readonly shape: readonly number[];
  readonly decoded: string;
  readonly resized: string;
  readonly balanced: string;
  readonly grey: string;
  readonly grey_correct: string;
  readonly clahe: string;
}

const file = (path: string): URL => new URL(`../../tests/golden/${path}`, import.meta.url);
const golden: { files: Record<string, Stages> } = JSON.parse(readFileSync(file("imaging.json"), "utf8"));

/** Of the bytes in OpenCV's order: blue, green, red. */
function sha256(image: Pixels): string {
  const bytes = image.data.slice();
  for (let i = 0; image.channels === 3 && i < bytes.length; i += 3) bytes.subarray(i, i + 3).reverse();
  return createHash("sha256").update(bytes).digest("hex");
}

test.each(Object.entries(golden.files))("%s", async (path, expected) => {
  const decoded = await decodeFile(file(path).pathname);
  const resized = resize(decoded, 224, 224);
  const balanced = balance(resized);
  const grey = toGrey(balanced, "published");
  const actual = {
    shape: [decoded.height, decoded.width, 3],
    decoded: sha256(toRgb(decoded)),
    resized: sha256(toRgb(resized)),
    balanced: sha256(toRgb(balanced)),
    grey: sha256(grey),
    grey_correct: sha256(toGrey(balanced)),
    clahe: sha256(clahe(grey, enhanceDefaults.clahe)),
  };
  expect(expected).toMatchObject(actual);
  expect(sha256(enhance(resized, { ...enhanceDefaults, grey: "published" }))).toBe(expected.clahe);
});

describe("a file cut off in its middle is an error", () => {
  test.each(Object.keys(golden.files))("%s", async (path) => {
    const bytes = readFileSync(file(path));
    for (const part of [0.3, 0.6, 0.9]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * part));
      await expect(decode(cut, path), `${part} of it`).rejects.toMatchObject({ code: "E_IMAGE_TRUNCATED" });
    }
  });
});

test("a missing file and a file that is no image have codes of their own", async () => {
  await expect(decodeFile("nowhere.png")).rejects.toMatchObject({ code: "E_IMAGE_MISSING" });
  await expect(decode(new Uint8Array(), "a.png")).rejects.toMatchObject({ code: "E_IMAGE_TRUNCATED" });
  await expect(decode(new TextEncoder().encode("hello, world"), "a.png")).rejects.toMatchObject({
    code: "E_IMAGE_FORMAT",
    details: { where: "a.png", received: "a file that begins with 68 65 6c 6c 6f 2c 20 77" },
  });
});
