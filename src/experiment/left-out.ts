/** Images that cannot be read: they end a run before its first step, or are left out of it where that was asked for. */
import { type ErrorDetails, RoentgenError } from "../util/error.ts";
import { firstFew } from "../util/first-few.ts";
import type { EmitRun } from "./events.ts";

export interface UnreadableImage {
  readonly path: string;
  readonly error: RoentgenError;
}

interface Whole {
  /** In all, those that can be read among them. */
  readonly images: number;
  readonly skipUnreadable: boolean;
}

/** Tells each, or throws the first one's error; E_IMAGE_NONE where no image is left. */
export function leaveOut(
  unreadable: readonly UnreadableImage[],
  { images, skipUnreadable }: Whole,
  emit: EmitRun,
): void {
  const [first] = unreadable;
  if (first === undefined) return;
  if (skipUnreadable)
    for (const { path, error } of unreadable) emit({ type: "skipped", path, code: error.code, message: error.message });
  if (unreadable.length === images) throw noneReadable(first, images);
  if (!skipUnreadable) throw withAll(unreadable, first.error);
}

/** The first one's error, which names the others. */
function withAll(unreadable: readonly UnreadableImage[], { code, message, details }: RoentgenError): RoentgenError {
  const received = details.received ?? "a file that cannot be read";
  const isAlone = unreadable.length === 1;
  const all = isAlone ? "" : `; ${unreadable.length} images in all: ${firstFew(unreadable.map(({ path }) => path))}`;
  const way = isAlone ? "mend or remove it" : "mend or remove them";
  return new RoentgenError(code, message, {
    ...details,
    received: `${received}${all}`,
    fix: `${fixOf(code, details) ?? way}, or leave such images out by --skip-unreadable, which tells of each`,
  });
}

/** Of another format: how to make an image of it. */
const fixOf = (code: string, { fix }: ErrorDetails): string | undefined =>
  code === "E_IMAGE_FORMAT" ? fix : undefined;

function noneReadable({ path, error }: UnreadableImage, images: number): RoentgenError {
  return new RoentgenError("E_IMAGE_NONE", "none of the images can be read", {
    where: error.details.where ?? path,
    expected: "PNG, JPEG, TIFF, WebP or BMP files that may be read",
    received: `${images} images, of which the first: ${error.details.received ?? error.message}`,
    fix:
      fixOf(error.code, error.details) ??
      "check the data's folder, and that you may read its files; paths in a CSV are relative to its own folder: a table of roentgen split goes in by --split, beside the images' folder",
  });
}
