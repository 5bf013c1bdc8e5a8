/** Where what can be had again is kept between runs: downloaded weights, features. */
import { homedir } from "node:os";
import { join } from "node:path";

/** ROENTGEN_CACHE, else the platform's convention: XDG_CACHE_HOME or ~/.cache; ~/Library/Caches; %LOCALAPPDATA%. */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
): string {
  const { ROENTGEN_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = environment;
  if (ROENTGEN_CACHE) return ROENTGEN_CACHE;
  if (platform === "win32") return join(LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "roentgen", "cache");
  if (platform === "darwin") return join(homedir(), "Library", "Caches", "roentgen");
  return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "roentgen");
}
