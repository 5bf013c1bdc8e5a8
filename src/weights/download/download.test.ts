import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { uniform01 } from "../../../tests/support/formula.ts";
import { download } from "./download.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const content = Buffer.from(Uint8Array.from(uniform01("download", 300_000), (u) => Math.floor(u * 256)));
const md5 = createHash("md5").update(content).digest("hex");
const QUICK = { pause: 5, stall: 300 };
let folder: string;
let server: Server;
let requests: { readonly range: string | undefined; readonly url: string | undefined }[];
let handle: Handler;
const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/weights.h5`;
const target = (): string => join(folder, "deep", "weights.h5");
const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-download-"));
  requests = [];
  server = createServer((request, response) => {
    requests.push({ range: request.headers.range, url: request.url });
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** Serves the content, with or without Range. */
const serve =
  (ranges = true): Handler =>
  (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    if (!ranges || start === 0) {
      response.writeHead(200, { "content-length": content.length }).end(content);
      return;
    }
    if (start >= content.length) {
      response.writeHead(416).end();
      return;
    }
    const rest = content.subarray(start);
    const range = `bytes ${start}-${content.length - 1}/${content.length}`;
    response.writeHead(206, { "content-length": rest.length, "content-range": range }).end(rest);
  };

/** Sends so many bytes, then breaks the connection. */
const cut =
  (bytes: number): Handler =>
  (_, response) => {
    response.writeHead(200, { "content-length": content.length });
    response.write(content.subarray(0, bytes), () => void setTimeout(() => response.destroy(), 50));
  };

/** One handler after the other; the last one stays. */
function inTurn(...handlers: Handler[]): Handler {
  let next = 0;
  return (request, response) => handlers[Math.min(next++, handlers.length - 1)]!(request, response);
}

const status =
  (code: number): Handler =>
  (_, response) =>
    void response.writeHead(code).end("no");

async function expectWhole(): Promise<void> {
  expect((await readFile(target())).equals(content)).toBe(true);
  expect(await isThere(`${target()}.part`)).toBe(false);
  expect(await isThere(`${target()}.lock`)).toBe(false);
}

test("a file comes whole, with its bytes counted; it is not fetched twice", async () => {
  handle = serve();
  const seen: [number, number | null][] = [];
  await download({ url: url(), md5 }, target(), { ...QUICK, onBytes: (...counts) => seen.push(counts) });
  await expectWhole();
  expect(seen.at(-1)).toEqual([content.length, content.length]);
  await download({ url: url(), md5 }, target(), QUICK);
  expect(requests).toHaveLength(1);
});

test("a cut connection is taken up where it broke, within a run and by a later one", async () => {
  handle = inTurn(cut(100_000), serve());
  await download({ url: url(), md5 }, target(), QUICK);
  await expectWhole();
  expect(requests[1]!.range).toMatch(/^bytes=[1-9]\d*-$/);

  await rm(target());
  await writeFile(`${target()}.part`, content.subarray(0, 12_345));
  handle = serve();
  await download({ url: url(), md5 }, target(), QUICK);
  await expectWhole();
  expect(requests.at(-1)!.range).toBe("bytes=12345-");
});

test("a part that was whole already needs no more than its hash", async () => {
  handle = inTurn(cut(1), serve());
  await expect(download({ url: url(), md5 }, target(), { ...QUICK, attempts: 1 })).rejects.toMatchObject({
    code: "E_DOWNLOAD",
  });
  await writeFile(`${target()}.part`, content);
  await download({ url: url(), md5 }, target(), QUICK);
  await expectWhole();
});

test("a server without Range sends everything again", async () => {
  handle = inTurn(cut(100_000), serve(false));
  await download({ url: url(), md5 }, target(), QUICK);
  await expectWhole();
});

test("a part of another file is thrown away after its hash", async () => {
  handle = inTurn(cut(1), serve());
  await download({ url: url(), md5 }, target(), { ...QUICK, attempts: 1 }).catch(() => {});
  await writeFile(`${target()}.part`, Buffer.alloc(5000, 7));
  await download({ url: url(), md5 }, target(), QUICK);
  await expectWhole();
});

test("a wrong hash leaves nothing under the file's name", async () => {
  handle = serve();
  const wrong = { url: url(), md5: "0".repeat(32) };
  await expect(download(wrong, target(), QUICK)).rejects.toMatchObject({ code: "E_WEIGHTS_HASH", exitStatus: 7 });
  expect([await isThere(target()), await isThere(`${target()}.part`)]).toEqual([false, false]);
});

test("a file that is there is proven before it is used", async () => {
  handle = serve();
  await mkdir(dirname(target()), { recursive: true });
  await writeFile(target(), content);
  await download({ url: url(), md5 }, target(), QUICK);
  await writeFile(target(), "brought from elsewhere");
  await expect(download({ url: url(), md5 }, target(), QUICK)).rejects.toMatchObject({
    code: "E_WEIGHTS_HASH",
    details: { where: target() },
  });
  expect(requests).toEqual([]);
  expect(await isThere(target())).toBe(true);
});

test("404 is told at once; 503 and a server that falls silent are tried again", async () => {
  handle = status(404);
  await expect(download({ url: url(), md5 }, target(), QUICK)).rejects.toMatchObject({
    code: "E_DOWNLOAD",
    details: { received: "status 404" },
  });
  expect(requests).toHaveLength(1);

  const silent: Handler = (_, response) => {
    response.writeHead(200, { "content-length": content.length }).write(content.subarray(0, 1000));
  };
  handle = inTurn(status(503), silent, serve());
  await download({ url: url(), md5 }, target(), QUICK);
  await expectWhole();
});

test("after the last attempt the error says how often, and what came is kept", async () => {
  handle = inTurn(cut(50_000), status(503));
  await expect(download({ url: url(), md5 }, target(), { ...QUICK, attempts: 3 })).rejects.toMatchObject({
    details: { received: expect.stringContaining("after 3 attempts") },
  });
  expect(requests).toHaveLength(3);
  expect(await isThere(`${target()}.part`)).toBe(true);
});

test("a redirect is followed", async () => {
  handle = (request, response) => {
    if (request.url === "/elsewhere") serve()(request, response);
    else response.writeHead(302, { location: "/elsewhere" }).end();
  };
  await download({ url: url(), md5 }, target(), QUICK);
  await expectWhole();
});

test("two at once fetch the file once; a lock whose process is gone is taken over", async () => {
  handle = (request, response) => void setTimeout(() => serve()(request, response), 100);
  await Promise.all([1, 2].map(() => download({ url: url(), md5 }, target(), QUICK)));
  await expectWhole();
  expect(requests).toHaveLength(1);

  await rm(target());
  const gone = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => gone.on("exit", resolve));
  await writeFile(`${target()}.lock`, String(gone.pid));
  await download({ url: url(), md5 }, target(), QUICK);
  await expectWhole();
});

test("a proxy in the environment is used", async () => {
  handle = serve();
  const { port } = server.address() as AddressInfo;
  server.on("connect", (request, socket) => {
    requests.push({ range: undefined, url: request.url });
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    socket.pipe(connect(port, "127.0.0.1")).pipe(socket);
  });
  vi.stubEnv("HTTP_PROXY", `http://127.0.0.1:${port}`);
  vi.stubEnv("NO_PROXY", "");
  await download({ url: "http://weights.invalid/weights.h5", md5 }, target(), QUICK).finally(() => vi.unstubAllEnvs());
  await expectWhole();
  expect(requests.map((request) => request.url)).toEqual(["weights.invalid:80", "/weights.h5"]);
});

test("a disk that takes no more is told, and what came is kept", async () => {
  handle = serve();
  const module = new URL("../../../dist/weights/download/download.js", import.meta.url).href;
  const script = `import { download } from ${JSON.stringify(module)};
    process.on("SIGXFSZ", () => {});
    await download({ url: process.argv[1], md5: process.argv[2] }, process.argv[3]).catch((error) => console.log(error.code));`;
  // files of this process may hold 100 blocks of 512 or 1024 bytes
  const limited = spawn("sh", [
    "-c",
    'ulimit -f 100; exec "$@"',
    "sh",
    process.execPath,
    "--input-type=module",
    "-e",
    script,
    url(),
    md5,
    target(),
  ]);
  const output = await new Promise<string>((resolve) => {
    const chunks: Buffer[] = [];
    limited.stdout.on("data", (chunk: Buffer) => void chunks.push(chunk));
    limited.on("close", () => resolve(Buffer.concat(chunks).toString()));
  });
  expect(output.trim()).toBe("E_FILE_UNWRITABLE");
  expect([await isThere(target()), await isThere(`${target()}.part`)]).toEqual([false, true]);
});
