/** Images that cannot be read: they end a run before its first step, or are left out of it where that was asked for. */
import { RoentgenError } from "../util/error.ts";
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
  if (!skipUnreadable) throw withCount(first.error, unreadable.length);
  for (const { path, error } of unreadable) emit({ type: "skipped", path, code: error.code, message: error.message });
  if (unreadable.length === images) throw noneReadable(first, images);
}

function withCount({ code, message, details }: RoentgenError, count: number): RoentgenError {
  return new RoentgenError(code, message, {
    ...details,
    received: `${details.received ?? "a file that cannot be read"}${count === 1 ? "" : `; ${count} images in all`}`,
    fix: "mend or remove it, or leave such images out by --skip-unreadable",
  });
}

function noneReadable({ path, error }: UnreadableImage, images: number): RoentgenError {
  return new RoentgenError("E_IMAGE_NONE", "none of the images can be read", {
    where: error.details.where ?? path,
    expected: "PNG, JPEG, TIFF, WebP or BMP files that may be read",
    received: `${images} images, of which the first: ${error.details.received ?? error.message}`,
    fix: "check the data's folder, and that you may read its files",
  });
}
