/**
 * Images in class folders: ROOT/CLASS/... The first folder is the class, folders inside it are only folders.
 * Links are followed. Hidden files, files that are no images, masks (CLASS/masks/..., as in the COVID-19 Radiography Database) and images
 * outside any class are passed over, and told.
 */
import type { Dirent } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { type ForeignFormat, foreignFormat, HEAD_BYTES } from "../image/index.ts";
import { compareBytes } from "../util/bytes.ts";
import { counted } from "../util/counted.ts";
import { RoentgenError } from "../util/error.ts";
import type { Dataset, Ignored, LabelledImage } from "./image.ts";
import { patientOf } from "./patient.ts";

const IMAGE_EXTENSIONS: ReadonlySet<string> = new Set([".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp"]);

/** patientFrom: see patientOf; without it no patient is known. */
export async function findInFolders(root: string, patientFrom?: RegExp): Promise<Dataset> {
  const images: LabelledImage[] = [];
  const ignored: Ignored[] = [];
  for (const path of (await filesUnder(root)).sort(compareBytes)) {
    const why = await whyIgnored(root, path);
    if (why) ignored.push({ name: path, ...why });
    else
      images.push({
        path,
        label: path.slice(0, path.indexOf("/")),
        patient: patientFrom ? patientOf(path, patientFrom) : null,
      });
  }
  if (images.length === 0) throw noImages(root, ignored);
  return { root, images, ignored };
}

async function whyIgnored(root: string, path: string): Promise<Omit<Ignored, "name"> | null> {
  if (path.split("/").some((part) => part.startsWith("."))) return { reason: "hidden" };
  if (!IMAGE_EXTENSIONS.has(extname(path).toLowerCase())) {
    const foreign = await foreignFormatOf(join(root, path));
    return foreign === null ? { reason: "not an image" } : { reason: foreign.name, fix: foreign.fix };
  }
  const [, ...inside] = path.split("/").slice(0, -1);
  if (inside.some((part) => part.toLowerCase() === "masks")) return { reason: "a mask" };
  return path.includes("/") ? null : { reason: "in no class folder" };
}

/** Of a file that is not called an image, from its first bytes; null where it is none that we know, or cannot be read. */
async function foreignFormatOf(path: string): Promise<ForeignFormat | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return foreignFormat(buffer.subarray(0, bytesRead));
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

/** Paths relative to root. ancestors: real paths of the folders on the way here, so that a link to one of them is not walked for ever. */
async function filesUnder(root: string, folder = "", ancestors: readonly string[] = []): Promise<string[]> {
  const here = await realpath(join(root, folder));
  if (ancestors.includes(here)) return [];
  const found: string[] = [];
  for (const entry of await readdir(here, { withFileTypes: true })) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    const isWalked = !entry.name.startsWith(".") && (await isFolder(entry, here));
    for (const file of isWalked ? await filesUnder(root, path, [...ancestors, here]) : [path]) found.push(file);
  }
  return found;
}

/** Links are followed; a broken one is no folder: reading it will say so. */
async function isFolder(entry: Dirent, folder: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const target = await stat(join(folder, entry.name)).catch(() => null);
  return target?.isDirectory() ?? false;
}

function noImages(root: string, ignored: readonly Ignored[]): RoentgenError {
  const [first] = ignored;
  return new RoentgenError("E_DATASET_EMPTY", "no image was found in class folders", {
    where: root,
    expected: `a folder for each class, holding images (${[...IMAGE_EXTENSIONS].join(", ")})`,
    received:
      first === undefined
        ? "no file"
        : `${counted(ignored.length, "other file")}, such as ${first.name} (${first.reason})`,
    fix:
      ignored.find(({ fix }) => fix !== undefined)?.fix ??
      "move the images into one folder per class, or give a CSV with the columns path and label",
  });
}
