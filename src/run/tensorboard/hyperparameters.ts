/**
 * What a run was trained with, for TensorBoard's HParams page: the summary that its plugin calls the start of a session
 * (tensorboard/plugins/hparams/plugin_data.proto), in the wire format of protocol buffers.
 */
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { EVENT, SUMMARY, VALUE } from "./event.ts";

export type Hyperparameters = Readonly<Record<string, string | number | boolean>>;

const TENSOR = { type: 1, shape: 2, dimension: 2, float32: 1 } as const;
const METADATA = { plugin: 1, name: 1, content: 2 } as const;
const DATA = { sessionStart: 3 } as const;
const SESSION = { hyperparameters: 1, startTime: 5 } as const;
const ENTRY = { key: 1, value: 2 } as const;
const ANY = { number: 2, string: 3, boolean: 4 } as const;

/** wallTime: seconds since 1970. By name, as TensorBoard's own writer orders them where it is asked to be deterministic. */
export function formatHyperparameters(wallTime: number, hyperparameters: Hyperparameters): Uint8Array {
  const message = new BinaryWriter().tag(EVENT.wallTime, WireType.Bit64).double(wallTime);
  message.tag(EVENT.summary, WireType.LengthDelimited).fork();
  message.tag(SUMMARY.value, WireType.LengthDelimited).fork();
  message.tag(VALUE.tag, WireType.LengthDelimited).string("_hparams_/session_start_info");
  message.tag(VALUE.tensor, WireType.LengthDelimited).bytes(nothing());
  message.tag(VALUE.metadata, WireType.LengthDelimited).fork();
  message.tag(METADATA.plugin, WireType.LengthDelimited).fork();
  message.tag(METADATA.name, WireType.LengthDelimited).string("hparams");
  message.tag(METADATA.content, WireType.LengthDelimited).bytes(session(wallTime, hyperparameters));
  return message.join().join().join().join().finish();
}

/** A tensor without numbers, which the plugin does not look at. */
function nothing(): Uint8Array {
  const tensor = new BinaryWriter().tag(TENSOR.type, WireType.Varint).int32(TENSOR.float32);
  tensor.tag(TENSOR.shape, WireType.LengthDelimited).fork();
  return tensor.tag(TENSOR.dimension, WireType.LengthDelimited).fork().join().join().finish();
}

function session(startTime: number, hyperparameters: Hyperparameters): Uint8Array {
  const data = new BinaryWriter().tag(DATA.sessionStart, WireType.LengthDelimited).fork();
  for (const name of Object.keys(hyperparameters).sort()) {
    data.tag(SESSION.hyperparameters, WireType.LengthDelimited).fork();
    data.tag(ENTRY.key, WireType.LengthDelimited).string(name);
    data.tag(ENTRY.value, WireType.LengthDelimited).bytes(valueMessage(hyperparameters[name]!)).join();
  }
  return data.tag(SESSION.startTime, WireType.Bit64).double(startTime).join().finish();
}

function valueMessage(value: string | number | boolean): Uint8Array {
  const message = new BinaryWriter();
  if (typeof value === "number") return message.tag(ANY.number, WireType.Bit64).double(value).finish();
  if (typeof value === "boolean") return message.tag(ANY.boolean, WireType.Varint).bool(value).finish();
  return message.tag(ANY.string, WireType.LengthDelimited).string(value).finish();
}
