/**
 * Files to pixels, as OpenCV's imread decodes them but in RGB: PNG, JPEG, TIFF, WebP and BMP; 16 bits cut to 8, palettes looked up,
 * alpha dropped, EXIF turned, colour profiles ignored. The only file of this room that reads files.
 */
import { readFileSync } from "node:fs";
import sharp, { type Sharp } from "sharp";
import { RoentgenError } from "../util/error.ts";
import { systemText } from "../util/system-text.ts";
import { decodeBmp, tooLarge } from "./bmp.ts";
import { foreignFormat } from "./foreign-format.ts";
import { formatOf } from "./format.ts";
import { jpegChannels } from "./jpeg.ts";
import type { Pixels } from "./pixels.ts";
import { pngIsWhole } from "./png/chunks.ts";
import { decodePlainPng } from "./png/decode.ts";

const MAX_PIXELS = 2 ** 28; // 16384 x 16384

sharp.cache(false); // every file is read once
sharp.concurrency(1); // many images side by side, one thread to each

/** One channel for a grey file, else three. Errors: E_IMAGE_MISSING, E_IMAGE_FORMAT, E_IMAGE_TRUNCATED, E_IMAGE_TOO_LARGE. */
export async function decodeFile(path: string): Promise<Pixels> {
  return decode(read(path), path);
}

/** The same from bytes; where: what errors call it. */
export async function decode(bytes: Uint8Array, where: string): Promise<Pixels> {
  if (bytes.length === 0) throw damaged(where, "an empty file");
  const format = formatOf(bytes);
  if (format === null) throw unknownFormat(where, bytes);
  if (format === "bmp") return decodeBmp(bytes, where, MAX_PIXELS);
  if (format === "png" && !pngIsWhole(bytes)) throw damaged(where, "a PNG without its end");
  const plain = format === "png" ? decodePlainPng(bytes, MAX_PIXELS) : null;
  if (plain !== null) return plain;
  try {
    return await decodeWithSharp(bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (reason.includes("exceeds pixel limit")) throw tooLarge(where, reason, MAX_PIXELS);
    throw damaged(where, reason, cause);
  }
}

async function decodeWithSharp(bytes: Uint8Array): Promise<Pixels> {
  const image = sharp(bytes, { ignoreIcc: true, failOn: "error", limitInputPixels: MAX_PIXELS });
  const channels = jpegChannels(bytes) ?? (await channelsOf(image));
  const upright = image.autoOrient();
  if (channels === 4) return fromCmyk(await rawPixels(upright.pipelineColourspace("cmyk").toColourspace("cmyk")));
  const raw = await rawPixels(upright.removeAlpha().toColourspace(channels === 1 ? "b-w" : "srgb"));
  return { ...raw, channels: raw.channels === 1 ? 1 : 3 };
}

/** 1 grey, 3 colour, 4 ink; alpha aside. */
async function channelsOf(image: Sharp): Promise<1 | 3 | 4> {
  const { space } = await image.metadata();
  if (space === "cmyk") return 4;
  return space === "b-w" ? 1 : 3;
}

interface Raw {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

async function rawPixels(image: Sharp): Promise<Raw> {
  const { data, info } = await image.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** Ink to light as OpenCV does it, with c and k the stored, inverted values: c' = k - ((255 - c) * k >> 8). */
function fromCmyk({ data: ink, width, height }: Raw): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0, at = 0; i < data.length; at += 4) {
    const light = 255 - ink[at + 3]!;
    for (let c = 0; c < 3; c++) data[i++] = light - ((ink[at + c]! * light) >> 8);
  }
  return { data, width, height, channels: 3 };
}

/** At once: decoding takes the thread longer than reading, and a promise of it costs six times the reading. */
function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new RoentgenError("E_IMAGE_MISSING", "the image cannot be read from the disk", {
      where: path,
      expected: "a file that may be read",
      received: systemText(cause),
      fix: "check the path and that you may read it",
      cause,
    });
  }
}

function unknownFormat(where: string, bytes: Uint8Array): RoentgenError {
  const foreign = foreignFormat(bytes);
  const start = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return new RoentgenError("E_IMAGE_FORMAT", "the file is no image that can be read", {
    where,
    expected: "PNG, JPEG, TIFF, WebP or BMP",
    received: foreign === null ? `a file that begins with ${start}` : foreign.name,
    fix: foreign?.fix ?? "save it in one of these formats, or take it out",
  });
}

function damaged(where: string, received: string, cause?: unknown): RoentgenError {
  return new RoentgenError("E_IMAGE_TRUNCATED", "the image is cut off or damaged", {
    where,
    expected: "a whole file",
    received,
    fix: "get the file again",
    cause,
  });
}
