/** Telling an image that cannot be read, which may be passed over, from every other failure. */
import { RoentgenError } from "../util/error.ts";

/** For `catch`: gives the error of an unreadable image back, throws any other on. */
export function onlyUnreadable(error: unknown): RoentgenError {
  if (error instanceof RoentgenError && error.code.startsWith("E_IMAGE_")) return error;
  throw error;
}
