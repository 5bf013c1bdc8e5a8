/**
 * Files that hold pictures and are not read here, by their first bytes: what they are, and how to make an image of them. DICOM as in its PS3.10,
 * section 7.1: 128 bytes of preamble, then "DICM"; NIfTI-1: its magic at byte 344.
 */

export interface ForeignFormat {
  /** "a DICOM file" */
  readonly name: string;
  /** What to do, as an instruction. */
  readonly fix: string;
}

/** From a file's beginning that tell its format: all that any of them needs. */
export const HEAD_BYTES = 352;

const latin1 = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));

type Recognises = (bytes: Uint8Array) => boolean;

const at =
  (place: number, ...starts: readonly string[]): Recognises =>
  (bytes) =>
    starts.some((start) => latin1(bytes, place, start.length) === start);

const isSvg: Recognises = (bytes) =>
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<svg\b/s.test(latin1(bytes, 0, HEAD_BYTES));

const DICOM =
  "convert it to PNG with its window and photometric interpretation applied, as DCMTK does: dcm2img --write-png --use-window 1 IN.dcm OUT.png (dcmj2pnm before 3.6.9); look for names burnt into the picture";
const SLICE = "save the image as PNG, with a fixed window";
const AGAIN = "save it as PNG or JPEG";

const FORMATS: readonly (ForeignFormat & { readonly recognises: Recognises })[] = [
  { name: "a DICOM file", fix: DICOM, recognises: at(128, "DICM") },
  { name: "a NIfTI file", fix: SLICE, recognises: at(344, "n+1\0", "ni1\0") },
  { name: "an NRRD file", fix: SLICE, recognises: at(0, "NRRD000") },
  { name: "a gzip archive", fix: "unpack it, and save what it holds as PNG", recognises: at(0, "\x1f\x8b") },
  { name: "a ZIP archive", fix: "unpack it", recognises: at(0, "PK\x03\x04") },
  {
    name: "a HEIC or AVIF file",
    fix: AGAIN,
    recognises: at(4, ...["heic", "heix", "hevc", "mif1", "msf1", "avif"].map((brand) => `ftyp${brand}`)),
  },
  { name: "a JPEG 2000 file", fix: AGAIN, recognises: at(0, "\0\0\0\x0cjP  ", "\xff\x4f\xff\x51") },
  { name: "a GIF file", fix: AGAIN, recognises: at(0, "GIF87a", "GIF89a") },
  {
    name: "a PDF file",
    fix: "take the images out of it as they are: pdfimages -all IN.pdf OUT",
    recognises: at(0, "%PDF-"),
  },
  { name: "an SVG file", fix: "a drawing is no radiograph: take it out", recognises: isSvg },
];

/** bytes: the file's first HEAD_BYTES, or more. null where it is none of these. */
export const foreignFormat = (bytes: Uint8Array): ForeignFormat | null =>
  FORMATS.find(({ recognises }) => recognises(bytes)) ?? null;
