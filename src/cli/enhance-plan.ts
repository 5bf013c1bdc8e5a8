/** Which files `roentgen enhance` reads, and where each result goes. */
import { stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { RoentgenError } from "../util/error.ts";
import { groupBy } from "../util/group.ts";
import { filesIn } from "./files-in.ts";

export interface EnhanceTask {
  readonly path: string;
  readonly out: string;
}

/** A file gives one task; a folder one for every file in it, at any depth, hidden ones aside, in the order of their paths. */
export async function planEnhance(source: string, target: string): Promise<EnhanceTask[]> {
  const entry = await stat(source).catch((cause: unknown) => {
    throw nothingThere(source, "nothing is there", cause);
  });
  if (!entry.isDirectory()) return [{ path: source, out: await outOfFile(source, target) }];
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

async function outOfFile(source: string, target: string): Promise<string> {
  const isFolder = await stat(target).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (isFolder) return join(target, `${basename(source, extname(source))}.png`);
  if (extname(target).toLowerCase() === ".png") return target;
  throw new RoentgenError("E_OPTION", "enhanced images are written as PNG", {
    kind: "usage",
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
