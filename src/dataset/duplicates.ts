/**
 * Exact duplicates: files with the same bytes. Under one label they are kept on one side of a split; under two labels one of the
 * labels is wrong, nobody but a person knows which, and the data cannot be used.
 */
import { RoentgenError } from "../util/error.ts";
import { groupBy } from "../util/group.ts";
import type { HashedImage } from "./image.ts";

/** Groups of two or more images with the same bytes. */
export function exactDuplicates(images: readonly HashedImage[]): HashedImage[][] {
  return [...groupBy(images, ({ sha256 }) => sha256).values()].filter((group) => group.length > 1);
}

/** Throws if the same bytes stand under two labels. */
export function requireOneLabelEach(images: readonly HashedImage[]): void {
  const conflicts = exactDuplicates(images).filter((group) => new Set(group.map(({ label }) => label)).size > 1);
  if (conflicts.length === 0) return;
  const shown = conflicts.slice(0, 5).map((group) => group.map(({ path }) => path).join(" = "));
  throw new RoentgenError("E_LABEL_CONFLICT", `${conflicts.length} images stand under two labels`, {
    expected: "the same bytes under the same label",
    received: shown.join("; ") + (conflicts.length > shown.length ? "; ..." : ""),
    fix: "find out which label is right and remove the other copy",
  });
}
