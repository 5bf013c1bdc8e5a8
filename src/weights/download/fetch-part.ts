/**
 * One attempt at a download: asks for what is still missing of a file (HTTP Range, RFC 9110) and appends it as it comes.
 */
import { open, stat } from "node:fs/promises";
import { type Dispatcher, request } from "undici";
import { RoentgenError } from "../../util/error.ts";

/** Bytes so far, and in all where the server says. */
export type OnBytes = (done: number, total: number | null) => void;

export interface Attempt {
  readonly url: string;
  /** The partial file; what is in it is kept if the server can go on from there. */
  readonly part: string;
  readonly dispatcher: Dispatcher;
  /** Milliseconds without a byte before the attempt is given up. */
  readonly stall: number;
  readonly onBytes: OnBytes;
}

/** An attempt that failed in a way that may pass. */
export class Interrupted extends Error {}

const MAY_PASS = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Returns when the server has sent everything. Throws Interrupted, or E_DOWNLOAD where trying again cannot help. */
export async function fetchPart(attempt: Attempt): Promise<void> {
  const { url, part, dispatcher, stall } = attempt;
  const present = await sizeOf(part);
  const headers = present > 0 ? { range: `bytes=${present}-` } : {};
  const timeouts = { headersTimeout: stall, bodyTimeout: stall };
  const response = await request(url, { headers, dispatcher, ...timeouts }).catch(unanswered(url));
  const { statusCode, body } = response;
  const goesOn = statusCode === 206 && startOf(response.headers["content-range"]) === present;
  if (statusCode !== 200 && !goesOn) {
    await body.dump().catch(() => {});
    // 416: the part is as long as the file, or longer; its hash will tell
    if (statusCode === 416) return;
    throw refused(url, statusCode);
  }
  await append(attempt, goesOn ? present : 0, response);
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** Of "bytes 100-199/200". */
const startOf = (range: string | string[] | undefined): number | null => {
  const found = /^bytes (\d+)-/.exec(String(range));
  return found === null ? null : Number(found[1]);
};

async function append({ part, onBytes }: Attempt, from: number, { headers, body }: Dispatcher.ResponseData) {
  const length = headers["content-length"];
  const total = length === undefined ? null : from + Number(length);
  const file = await open(part, from === 0 ? "w" : "a").catch((cause: Error) => {
    throw notWritten(part, cause);
  });
  let done = from;
  try {
    for await (const chunk of received(body)) {
      await file.appendFile(chunk).catch((cause: Error) => {
        throw notWritten(part, cause);
      });
      done += chunk.length;
      onBytes(done, total);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (total !== null && done < total) throw new Interrupted(`${done} of ${total} bytes came`);
}

/** The body's chunks; what breaks it off is an interruption. */
async function* received(body: Dispatcher.ResponseData["body"]): AsyncGenerator<Buffer> {
  const chunks = body[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await chunks.next().catch(interrupted);
    if (done) return;
    yield value as Buffer; // a body without encoding gives buffers
  }
}

function interrupted(cause: Error): never {
  throw new Interrupted(cause.message, { cause });
}

/** A name that nobody knows stays unknown for the next seconds: most often there is no network. */
const unanswered = (url: string) => (cause: Error) => {
  if ((cause as NodeJS.ErrnoException).code !== "ENOTFOUND") interrupted(cause);
  throw new RoentgenError("E_DOWNLOAD", "the server cannot be found", {
    kind: "weights",
    where: url,
    expected: "a server at this address",
    received: cause.message,
    fix: "check the network and the address; behind a proxy, set HTTPS_PROXY",
    cause,
  });
};

function refused(url: string, status: number): Error {
  if (MAY_PASS.has(status)) return new Interrupted(`the server answered ${status}`);
  return new RoentgenError("E_DOWNLOAD", "the server does not give the file", {
    kind: "weights",
    where: url,
    expected: "status 200",
    received: `status ${status}`,
    fix: "check the address of the mirror",
  });
}

function notWritten(path: string, cause: Error): RoentgenError {
  return new RoentgenError("E_FILE_UNWRITABLE", "the download cannot be written", {
    kind: "weights",
    where: path,
    expected: "room, and leave to write",
    received: cause.message,
    fix: "make room on the disk, or choose another folder by ROENTGEN_CACHE; what came so far is kept",
    cause,
  });
}
