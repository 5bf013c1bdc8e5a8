/** Which files `roentgen enhance` reads, and where each result goes. */
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { decodeFile } from "../image/index.ts";
import { RoentgenError } from "../util/error.ts";
import { requireNew } from "../util/folder.ts";
import { groupBy } from "../util/group.ts";
import { optionError } from "../util/usage.ts";
import { requireWritable } from "../util/write.ts";
import { filesIn } from "./files-in.ts";

export interface EnhanceTask {
  readonly path: string;
  readonly out: string;
}

/**
 * A file gives one task; a folder one for every file in it, at any depth, hidden ones aside, in the order of their paths. Throws
 * E_OUT_IS_IN where results would lie among the originals or in their place, E_FOLDER_EXISTS where a folder of results is not new.
 */
export async function planEnhance(source: string, target: string): Promise<EnhanceTask[]> {
  const entry = await stat(source).catch((cause: unknown) => {
    throw nothingThere(source, "nothing is there", cause);
  });
  if (!entry.isDirectory()) return [await planFile(source, target)];
  await requireApart(source, target);
  await requireNew(target, {
    code: "E_FOLDER_EXISTS",
    what: "the folder of results",
    fix: "name another folder, or empty this one",
  });
  const names = await filesIn(source);
  if (names.length === 0) throw nothingThere(source, "an empty folder");
  return planFolder(names).map(([name, out]) => ({ path: join(source, name), out: join(target, out) }));
}

/** a.jpg gives a.png; beside another a of a different format, a.jpg.png. */
export function planFolder(names: readonly string[]): [name: string, out: string][] {
  const stem = (name: string): string => name.slice(0, name.length - extname(name).length);
  const groups = groupBy(names, stem);
  return names.map((name) => [name, `${groups.get(stem(name))!.length > 1 ? name : stem(name)}.png`]);
}

/** A result that is there is replaced, as other commands' files are; the original is not. */
async function planFile(path: string, target: string): Promise<EnhanceTask> {
  const out = await outOfFile(path, target);
  if ((await realPath(path)) === (await realPath(out))) throw among(path, out);
  return { path, out };
}

async function requireApart(source: string, target: string): Promise<void> {
  const [from, to] = await Promise.all([realPath(source), realPath(target)]);
  if (isWithin(from, to) || isWithin(to, from)) throw among(source, target);
}

/** Before any work: that a contact sheet can be written, and takes no image's place. Throws E_OUT_IS_IN, E_OPTION, and as requireWritable. */
export async function requireSheet(sheet: string, source: string, tasks: readonly EnhanceTask[]): Promise<void> {
  const place = await realPath(sheet);
  if (isWithin(await realPath(source), place)) throw among(source, sheet);
  const results = await Promise.all(tasks.map(({ out }) => realPath(out)));
  if (!results.includes(place)) return requireWritable(sheet);
  throw optionError("--contact-sheet would take the place of an image", {
    expected: "a file of its own",
    received: sheet,
    fix: "name another file",
  });
}

/** Without links, also of what is not there yet. */
async function realPath(path: string): Promise<string> {
  const whole = resolve(path);
  const folder = dirname(whole);
  return realpath(whole).catch(async () => (folder === whole ? whole : join(await realPath(folder), basename(whole))));
}

/** The folder itself counts. */
function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way.split(sep)[0] !== ".." && !isAbsolute(way);
}

function among(source: string, target: string): RoentgenError {
  return new RoentgenError("E_OUT_IS_IN", "the results would lie among the originals, or in their place", {
    kind: "usage",
    where: target,
    expected: `a path apart from ${source}`,
    received: "the same, or one inside the other",
    fix: "name a folder or file elsewhere",
  });
}

async function outOfFile(source: string, target: string): Promise<string> {
  const isFolder = await stat(target).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (isFolder) return join(target, `${basename(source, extname(source))}.png`);
  if (extname(target).toLowerCase() === ".png") return target;
  await decodeFile(source); // what is no image has no better name to write it to
  throw optionError("enhanced images are written as PNG", {
    expected: "a file that ends in .png, or a folder that is there",
    received: target,
    fix: "name it .png",
  });
}

function nothingThere(source: string, received: string, cause?: unknown): RoentgenError {
  return new RoentgenError("E_IMAGE_MISSING", "there is no image to enhance", {
    where: source,
    expected: "an image, or a folder with images",
    received,
    fix: "check the path",
    cause,
  });
}
