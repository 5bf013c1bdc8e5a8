/** Resizing and CLAHE over many sizes, grids and limits: the bytes of OpenCV (tests/golden/pixels.json, from imaging.py). */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { blocks } from "../../tests/support/blocks.ts";
import { clahe } from "./clahe.ts";
import { resize } from "./resize.ts";

interface Golden {
  readonly clahe: readonly {
    height: number;
    width: number;
    tiles_x: number;
    tiles_y: number;
    clip_limit: number;
    sha256: string;
  }[];
  readonly resize: readonly {
    height: number;
    width: number;
    channels: 1 | 3;
    to_width: number;
    to_height: number;
    sha256: string;
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../../tests/golden/pixels.json", import.meta.url), "utf8"));
const sha256 = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");

describe("CLAHE", () => {
  test.each(golden.clahe)("$height x $width, $tiles_y x $tiles_x tiles, limit $clip_limit", (row) => {
    const { height, width } = row;
    const image = { height, width, channels: 1, data: blocks("clahe", height, width, 1) } as const;
    const out = clahe(image, { clipLimit: row.clip_limit, tilesX: row.tiles_x, tilesY: row.tiles_y });
    expect(sha256(out.data)).toBe(row.sha256);
  });
});

describe("resizing", () => {
  test.each(golden.resize)("$height x $width x $channels to $to_height x $to_width", (row) => {
    const { height, width, channels } = row;
    const image = { height, width, channels, data: blocks("resize", height, width, channels) };
    expect(sha256(resize(image, row.to_width, row.to_height).data)).toBe(row.sha256);
  });
});
