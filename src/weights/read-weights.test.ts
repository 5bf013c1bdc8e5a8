/** Weight files from disk: the format is told by what they hold, and a damaged one ends in an error, whatever it does to the HDF5 library. */
import { randomFillSync } from "node:crypto";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { kerasFile, weightFolder } from "../../tests/support/keras-files.ts";
import { formulaWeights } from "../../tests/support/networks/formula-feeds.ts";
import { smallResnet } from "../../tests/support/networks/index.ts";
import { RoentgenError } from "../util/error.ts";
import { readWeights } from "./read-weights.ts";
import { writeSafetensors } from "./safetensors.ts";

const file = weightFolder();
const network = smallResnet();
const expected = formulaWeights(network);

async function errorOf(path: string): Promise<RoentgenError> {
  const error = await readWeights(path, network).catch((reason: unknown) => reason);
  if (!(error instanceof RoentgenError)) throw new Error(`no RoentgenError for ${path}`, { cause: error });
  expect(error.exitStatus).toBe(7);
  return error;
}

describe("reads, under any name", () => {
  it.each(["resnet-legacy.h5", "resnet-flat.keras"])("%s", async (name) => {
    const { base, head } = await readWeights(file("weights", kerasFile(name)), network);
    expect(base).toEqual(new Map([...expected].map(([variable, { data }]) => [variable, data])));
    expect(head?.size).toBe(name.includes("flat") ? 2 : undefined);
  });

  it("an archive whose description is no JSON, as the weights do not need it", async () => {
    const entries = { "config.json": new TextEncoder().encode("{"), "model.weights.h5": kerasFile("resnet-legacy.h5") };
    expect((await readWeights(file("weights", zipSync(entries)), network)).base.size).toBe(expected.size);
  });

  it("safetensors, with a head or without", async () => {
    const { base, head } = await readWeights(file("weights", writeSafetensors(expected)), network);
    expect(base.get("conv1_conv/kernel")).toEqual(expected.get("conv1_conv/kernel")!.data);
    expect(head).toBeNull();
    const bias = { type: "float32", shape: [2], data: Float32Array.of(1, 2) } as const;
    const kernel = { type: "float32", shape: [48, 2], data: new Float32Array(96).fill(3) } as const;
    const whole = new Map([...expected, ["head/kernel", kernel] as const, ["head/bias", bias] as const]);
    const withHead = await readWeights(file("weights", writeSafetensors(whole)), network);
    expect(withHead.head?.get("head/bias")).toEqual(bias.data);
  });
});

describe("refuses", () => {
  it.each([
    ["an empty file", new Uint8Array()],
    ["a web page", new TextEncoder().encode("<!doctype html><title>404</title>")],
    ["noise", randomFillSync(new Uint8Array(5000)).fill(1, 0, 9)],
  ])("%s", async (_, bytes) => {
    expect((await errorOf(file("weights.h5", bytes))).code).toBe("E_WEIGHTS_FORMAT");
  });

  it("a file that is not there, and a folder", async () => {
    expect((await errorOf(`${file("weights.h5", new Uint8Array())}.missing`)).code).toBe("E_FILE_UNREADABLE");
    expect((await errorOf(import.meta.dirname)).code).toBe("E_FILE_UNREADABLE");
  });

  it("safetensors of another network", async () => {
    const { details, code } = await errorOf(file("weights", writeSafetensors(new Map([...expected].slice(1)))));
    expect([code, details.where?.endsWith(", conv1_conv/kernel"), details.received]).toEqual([
      "E_WEIGHTS_SHAPE",
      true,
      "nothing",
    ]);
  });

  it("a file larger than any with these weights, unread", async () => {
    expect((await errorOf(file("weights.h5", kerasFile("resnet-legacy.h5").slice(0, 0)))).code).toBe(
      "E_WEIGHTS_FORMAT",
    );
    const large = new Uint8Array(2 ** 24 + 2 ** 20);
    large.set(kerasFile("resnet-legacy.h5"));
    expect((await errorOf(file("weights.h5", large))).code).toBe("E_WEIGHTS_SIZE");
  });

  const bomb = { "model.weights.h5": new Uint8Array(2 ** 28) };
  it.each([
    ["that would unpack to 256 MB", zipSync(bomb), /model.weights.h5 of 268435456 bytes/],
    ["that says so of ten bytes", liar(), /./],
    ["with weights twice", twice(), /model.weights.h5 twice/],
    ["without weights", zipSync({ "config.json": new Uint8Array(9) }), /without model.weights.h5/],
    ["with something else for weights", zipSync({ "model.weights.h5": new Uint8Array(9) }), /signature not found/],
    ["cut off", kerasFile("resnet-flat.keras").slice(0, 200_000), /./],
  ])("an archive %s", async (_, bytes, reason) => {
    const before = process.memoryUsage().rss;
    const { code, details } = await errorOf(file("weights.keras", bytes));
    expect(code).toMatch(/^E_(KERAS_ARCHIVE|HDF5_BROKEN)$/);
    expect(details.received).toMatch(reason);
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 27);
  });
});

/** An archive with two entries of one name. */
function twice(): Uint8Array {
  const [name, other] = ["model.weights.h5", "model.weights.h6"];
  const archive = zipSync({ [name]: kerasFile("resnet-legacy.h5"), [other]: new Uint8Array(9) }, { level: 0 });
  return Buffer.from(Buffer.from(archive).toString("latin1").replaceAll(other, name), "latin1");
}

/** An archive whose entry unpacks to more than the ten bytes that it declares. */
function liar(): Uint8Array {
  const archive = zipSync({ "model.weights.h5": new Uint8Array(2 ** 20) });
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  for (let at = 0; at + 4 <= archive.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true); // the directory's uncompressed size
  }
  return archive;
}

it("a file with changed bytes is refused, also where the HDF5 library fails inside, and the next file is read", async () => {
  const reasons: (string | undefined)[] = [];
  for (const seed of [6, 9, 21]) {
    const { details } = await errorOf(file("damaged.h5", damaged(kerasFile("resnet-flat.h5"), seed)));
    reasons.push(details.received);
  }
  expect(reasons).toEqual([
    "memory access out of bounds",
    "2 variables in conv3_block2_1_conv",
    "message size exceeds buffer end",
  ]);
  expect((await readWeights(file("resnet-legacy.h5"), network)).base.size).toBe(expected.size);
});

/** Eight bytes changed, in what describes the data: beside a zero. */
function damaged(bytes: Uint8Array, seed: number): Uint8Array {
  let state = seed * 7919 + 1;
  for (let changes = 0; changes < 8; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const at = state % bytes.length;
    if (bytes[at] === 0 || bytes[at + 1] !== 0) continue;
    bytes[at] = bytes[at]! ^ (1 << (state >>> 29));
    changes += 1;
  }
  return bytes;
}
