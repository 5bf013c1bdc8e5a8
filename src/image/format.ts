/**
 * Which format a file is in, from its first bytes; its name is not asked.
 */
export type ImageFormat = "png" | "jpeg" | "tiff" | "webp" | "bmp";

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** null where it is none of them. */
export function formatOf(bytes: Uint8Array): ImageFormat | null {
  const start = latin1(bytes.subarray(0, 12));
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  if (["II*\0", "MM\0*", "II+\0", "MM\0+"].includes(start.slice(0, 4))) return "tiff";
  if (start.startsWith("RIFF") && start.endsWith("WEBP")) return "webp";
  return start.startsWith("BM") ? "bmp" : null;
}
