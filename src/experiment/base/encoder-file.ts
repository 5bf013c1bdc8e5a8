/** Reads somebody's ONNX file, with the tensors that lie in files beside it. */
import { createHash } from "node:crypto";
import { accessSync, closeSync, constants, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { dirname, isAbsolute, join, normalize } from "node:path";
import { type ExternalPlace, type OnnxModel, type ReadExternal, readOnnx } from "../../graph/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { systemText } from "../../util/system-text.ts";

export interface EncoderFile extends OnnxModel {
  /** Of the .onnx file and of all bytes that were read beside it, in hexadecimal digits. */
  readonly sha256: string;
}

/** Operators have had their present form, as far as our own nodes go, since then. */
const OLDEST_OPSET = 11;

/** Throws E_FILE_UNREADABLE, and E_ONNX_* for what is not an ONNX model that can be used. */
export function readEncoderFile(path: string): EncoderFile {
  const hash = createHash("sha256");
  try {
    const bytes = readFileSync(path);
    hash.update(bytes);
    const model = readOnnx(
      bytes,
      beside(dirname(path), (read) => hash.update(read)),
    );
    requireOpset(model);
    return { ...model, sha256: hash.digest("hex") };
  } catch (error) {
    throw error instanceof RoentgenError ? asWeights(error) : unreadable(error as Error, path); // fs throws Errors only
  }
}

/** Throws E_FILE_UNREADABLE for a file that is not there, before it is needed. */
export function requireEncoder(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw unreadable(error as Error, path); // fs throws Errors only
  }
}

/** Reads places in files of a folder. */
function beside(folder: string, onRead: (bytes: Uint8Array) => void): ReadExternal {
  return ({ location, offset, length }: ExternalPlace) => {
    const inside = normalize(location);
    if (isAbsolute(inside) || inside.startsWith("..")) throw outside(location);
    const bytes = readPlace(join(folder, inside), offset, length);
    onRead(bytes);
    return bytes;
  };
}

/** Nothing is made room for that the file does not hold. */
function readPlace(path: string, offset: number, length: number): Uint8Array {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file); // of what is no file, 0
    if (offset + length > size) throw cutOff(path, offset + length, size);
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const read = readSync(file, bytes, done, length - done, offset + done);
      if (read === 0) throw cutOff(path, offset + length, offset + done);
      done += read;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

function requireOpset({ graph }: OnnxModel): void {
  const opset = graph.opsets?.get("") ?? 0;
  if (opset >= OLDEST_OPSET) return;
  throw new RoentgenError("E_ONNX_OPSET", "the model is of an old operator set", {
    expected: `opset ${OLDEST_OPSET} or newer`,
    received: `opset ${opset}`,
    fix: "export it again, or convert it with onnx.version_converter",
  });
}

const asWeights = ({ code, message, details }: RoentgenError): RoentgenError =>
  new RoentgenError(code, message, { ...details, kind: "weights" });

/** The error, with the file in which it was met. */
export function inFile({ code, message, details }: RoentgenError, path: string): RoentgenError {
  const { where } = details;
  const inside = where === undefined || where === path ? "" : `, ${where}`;
  return new RoentgenError(code, message, { ...details, where: `${path}${inside}` });
}

const unreadable = (cause: Error, path: string): RoentgenError =>
  new RoentgenError("E_FILE_UNREADABLE", "the encoder cannot be read", {
    kind: "weights",
    where: path,
    expected: "a file that may be read",
    received: systemText(cause),
    fix: "check that the file is there, with those that belong to it, and that you may read them",
    cause,
  });

const outside = (location: string): RoentgenError =>
  new RoentgenError("E_ONNX_EXTERNAL", "a tensor's values are said to lie outside the model's folder", {
    expected: "a file beside the model",
    received: location,
    fix: "save the model without external data",
  });

const cutOff = (path: string, expected: number, received: number): RoentgenError =>
  new RoentgenError("E_ONNX_EXTERNAL", "a file with a tensor's values is too short", {
    where: path,
    expected: `${expected} bytes or more`,
    received: `${received} bytes`,
    fix: "copy or download it again",
  });
