/**
 * The input's gradient of a strided convolution without zeros between: pixels whose place leaves the same remainder by the stride (a phase) saw
 * the same part of the kernel, so each phase is a convolution of dy with that part, and dx is the phases interleaved. For a stride of 2 that is a
 * quarter of the arithmetic.
 */
import type { Window } from "../../graph/index.ts";
import type { Channels } from "./channels.ts";
import type { Layout, Size4 } from "./layout.ts";
import { packedForInput } from "./pack.ts";
import { padded } from "./spread.ts";

/** Pixels i = s m + a of an axis: dx[m] = sum over t of dy[m + first - t] k[start + s t]. */
interface Phase {
  readonly start: number;
  readonly stride: number;
  readonly first: number;
  readonly taps: number;
}

function phaseOf(a: number, axis: 0 | 1, { kernel, strides, pads }: Window): Phase {
  const stride = strides[axis];
  const start = (a + pads[axis]) % stride;
  return {
    start,
    stride,
    first: Math.floor((a + pads[axis]) / stride),
    taps: Math.ceil((kernel[axis] - start) / stride),
  };
}

/** Whether each phase saw some of the kernel, and there is more than one. */
export const hasPhases = ({ kernel, strides, dilations }: Window): boolean =>
  strides.some((stride) => stride > 1) &&
  strides.every((stride, i) => stride <= kernel[i]!) &&
  dilations.every((dilation) => dilation === 1);

export interface PhasedGradient {
  /** In blocks. */
  readonly dy: string;
  readonly kernel: string;
  readonly window: Window;
  /** N, C, H, W of the input. */
  readonly input: Size4;
  /** Channels of the input. */
  readonly given: Channels;
}

/** dx in blocks, with the input's channels. */
export function gradientByPhases({ dy, kernel, window, input, given }: PhasedGradient, layout: Layout): string {
  const { build: g, block } = layout;
  const [down, across] = window.strides;
  const [height, width] = [Math.ceil(input[2] / down), Math.ceil(input[3] / across)];
  const rows = Array.from({ length: down }, (_, a) => {
    const phases = Array.from({ length: across }, (_, b) =>
      onePhase({ dy, kernel, given }, [phaseOf(a, 0, window), phaseOf(b, 1, window)], [height, width], layout),
    );
    return interleaved(phases, block, layout);
  });
  const images = (input[0] * layout.width(given)) / block;
  const whole = g.reshape(interleaved(rows, width * across * block, layout), [
    images,
    height * down,
    width * across,
    block,
  ]);
  const dx = layout.fromImages(whole, input[0], given);
  return padded(dx, [0, 0, input[2] - height * down, input[3] - width * across], layout);
}

/** dy correlated with the phase's part of the kernel, turned: height x width pixels. */
function onePhase(
  { dy, kernel, given }: Pick<PhasedGradient, "dy" | "kernel" | "given">,
  [row, column]: readonly [Phase, Phase],
  [height, width]: readonly [number, number],
  layout: Layout,
): string {
  const { build: g } = layout;
  const [, , ...all] = layout.sizes(kernel);
  const part = g.slice(kernel, [row.start, column.start], all, [2, 3], [row.stride, column.stride]);
  const turned = packedForInput(part, { given, made: layout.channels(dy) }, layout);
  const [, , seenHeight, seenWidth] = layout.sizes(dy);
  const begin = [row, column].map(({ first, taps }) => taps - 1 - first) as [number, number];
  const end = [height + row.taps - 1 - begin[0] - seenHeight, width + column.taps - 1 - begin[1] - seenWidth] as const;
  const pads = [...begin, ...end] as Window["pads"];
  const isInside = pads.every((pad) => pad >= 0);
  const image = isInside ? dy : padded(dy, pads, layout);
  const attributes = { kernel_shape: [row.taps, column.taps], pads: isInside ? pads : [0, 0, 0, 0] };
  return layout.op("Conv", [image, turned], attributes);
}

/** Runs of `length` values, one of each part in turn. */
function interleaved(parts: readonly string[], length: number, { build: g }: Layout): string {
  const [first] = parts as [string];
  const runs = g.sizes(first).reduce((a, b) => a * b) / length;
  return parts.length === 1
    ? first
    : g.concat(
        parts.map((part) => g.reshape(part, [runs, length])),
        1,
      );
}
