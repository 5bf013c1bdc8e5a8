/**
 * An event of TensorBoard: the few fields of its messages that a curve needs (tensorflow/core/util/event.proto and
 * tensorflow/core/framework/summary.proto), in the wire format of protocol buffers.
 */
import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

export interface ScalarEvent {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
  /** By tag; TensorBoard shows "loss/train" and "loss/validation" under "loss". Kept as float32. */
  readonly scalars: Readonly<Record<string, number>>;
}

export const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 } as const;
export const SUMMARY = { value: 1 } as const;
export const VALUE = { tag: 1, simpleValue: 2, tensor: 8, metadata: 9 } as const;

/** What every file of events begins with. */
export function formatFileVersion(wallTime: number): Uint8Array {
  const message = new BinaryWriter().tag(EVENT.wallTime, WireType.Bit64).double(wallTime);
  return message.tag(EVENT.fileVersion, WireType.LengthDelimited).string("brain.Event:2").finish();
}

export function formatScalars({ wallTime, step, scalars }: ScalarEvent): Uint8Array {
  const message = new BinaryWriter().tag(EVENT.wallTime, WireType.Bit64).double(wallTime);
  message.tag(EVENT.step, WireType.Varint).int64(step);
  message.tag(EVENT.summary, WireType.LengthDelimited).fork();
  for (const [tag, value] of Object.entries(scalars)) {
    message.tag(SUMMARY.value, WireType.LengthDelimited).fork();
    message.tag(VALUE.tag, WireType.LengthDelimited).string(tag);
    message.tag(VALUE.simpleValue, WireType.Bit32).float(value).join();
  }
  return message.join().finish();
}

/** 0 where an event has none. */
export function stepOf(event: Uint8Array): number {
  const message = new BinaryReader(event);
  let step = 0;
  while (message.pos < message.len) {
    const [field, type] = message.tag();
    if (field === EVENT.step) step = Number(message.int64());
    else message.skip(type, field);
  }
  return step;
}
