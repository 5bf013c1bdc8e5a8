/** Beginnings as the formats' own documents have them. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { decode } from "./decode.ts";
import { foreignFormat } from "./foreign-format.ts";

const placed = (text: string, at = 0): Uint8Array => {
  const bytes = new Uint8Array(400);
  bytes.set(Buffer.from(text, "latin1"), at);
  return bytes;
};

test.each<[string, Uint8Array]>([
  ["a DICOM file", placed("DICM", 128)],
  ["a NIfTI file", placed("n+1\0", 344)],
  ["an NRRD file", placed("NRRD0004\n")],
  ["a gzip archive", gzipSync("a volume")],
  ["a ZIP archive", placed("PK\x03\x04")],
  ["a HEIC or AVIF file", placed("\0\0\0\x18ftypheic")],
  ["a JPEG 2000 file", placed("\0\0\0\x0cjP  \r\n\x87\n")],
  ["a GIF file", placed("GIF89a")],
  ["a PDF file", placed("%PDF-1.7\n")],
  ["an SVG file", Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
])("%s is called by its name, with a way to an image", async (name, bytes) => {
  expect(foreignFormat(bytes)).toMatchObject({ name });
  await expect(decode(bytes, "file")).rejects.toMatchObject({ code: "E_IMAGE_FORMAT", details: { received: name } });
});

test("a DICOM file's way keeps the window, and warns of names", () => {
  expect(foreignFormat(placed("DICM", 128))?.fix).toMatch(/dcm2img .*--use-window.*names/);
});

test("what is none of them stays unknown", () => {
  for (const bytes of [new Uint8Array(0), placed("hello"), Buffer.from("<html><svg>")])
    expect(foreignFormat(bytes)).toBeNull();
});
