/**
 * A file from the network, whole and proven, or not there at all: resumed where it was broken off, tried again when that may help, its
 * hash checked before it gets its name.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import { EnvHttpProxyAgent, interceptors } from "undici";
import { RoentgenError } from "../../util/error.ts";
import { makeFolder } from "../../util/folder.ts";
import { fetchPart, Interrupted, type OnBytes } from "./fetch-part.ts";
import { withLock } from "./lock.ts";

export interface DownloadOptions {
  readonly onBytes?: OnBytes;
  /** Attempts in all. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt; twice as many before each that follows. */
  readonly pause?: number;
  /** Milliseconds without a byte before an attempt is given up. */
  readonly stall?: number;
}

export interface RemoteFile {
  readonly url: string;
  /** 32 hexadecimal digits. */
  readonly md5: string;
}

/**
 * Brings the file to `path`; when it is there, proves that it is the one. Two processes may ask for the same file: one waits for the other.
 * HTTP_PROXY, HTTPS_PROXY and NO_PROXY are obeyed. Throws E_DOWNLOAD, E_WEIGHTS_HASH, E_FOLDER_UNWRITABLE, E_FILE_UNWRITABLE.
 */
export async function download(file: RemoteFile, path: string, options: DownloadOptions = {}): Promise<void> {
  if (await exists(path)) return proveLocal(file, path);
  await makeFolder(dirname(path));
  await withLock(`${path}.lock`, async () => {
    if (await exists(path)) return;
    const part = `${path}.part`;
    await fetchWhole(file, part, options);
    await rename(part, path);
  });
}

/** A file that somebody brought, or that the disk has lost bits of. */
async function proveLocal({ url, md5 }: RemoteFile, path: string): Promise<void> {
  const received = await md5Of(path);
  if (received === md5) return;
  throw new RoentgenError("E_WEIGHTS_HASH", "the file on this machine is not the one that was published", {
    kind: "weights",
    where: path,
    expected: `MD5 ${md5}, as ${url} has`,
    received: `MD5 ${received}`,
    fix: "remove it and try again; or give a file of your own by --weights FILE",
  });
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** A part from before may be of another file: when the hash is wrong after going on from one, all is fetched once more. */
async function fetchWhole(file: RemoteFile, part: string, options: DownloadOptions): Promise<void> {
  const resumed = await exists(part);
  await persist(file.url, part, options);
  const received = await md5Of(part);
  if (received === file.md5) return;
  await rm(part);
  if (resumed) return fetchWhole(file, part, options);
  throw new RoentgenError("E_WEIGHTS_HASH", "the file that came is not the one that was asked for", {
    kind: "weights",
    where: file.url,
    expected: `MD5 ${file.md5}`,
    received: `MD5 ${received}`,
    fix: "try again; if it stays so, the mirror has another file",
  });
}

async function persist(
  url: string,
  part: string,
  { onBytes = () => {}, attempts = 5, pause = 1000, stall = 30_000 }: DownloadOptions,
): Promise<void> {
  const agent = new EnvHttpProxyAgent();
  const dispatcher = agent.compose(interceptors.redirect({ maxRedirections: 5 }));
  try {
    for (let attempt = 1; ; attempt++) {
      const failure = await fetchPart({ url, part, dispatcher, stall, onBytes }).catch(onlyInterrupted);
      if (failure === undefined) return;
      if (attempt === attempts) throw gaveUp(url, attempts, failure);
      await wait(pause * 2 ** (attempt - 1));
    }
  } finally {
    await agent.destroy();
  }
}

function onlyInterrupted(error: unknown): Interrupted {
  if (error instanceof Interrupted) return error;
  throw error;
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash("md5");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

function gaveUp(url: string, attempts: number, cause: Interrupted): RoentgenError {
  return new RoentgenError("E_DOWNLOAD", "the file could not be downloaded", {
    kind: "weights",
    where: url,
    expected: "the whole file",
    received: `${cause.message}, after ${attempts} attempts`,
    fix: "check the network and try again, which goes on where it stopped",
    cause,
  });
}
