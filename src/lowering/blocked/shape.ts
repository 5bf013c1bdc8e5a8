/** Operators that put images together or take parts of them. */
import { type Node, numbersOf } from "../../graph/index.ts";
import { part } from "./channels.ts";
import type { Layout } from "./layout.ts";
import { padded } from "./spread.ts";

export function concat({ inputs, attributes }: Node, layout: Layout): readonly string[] | undefined {
  if (attributes.axis !== 1 || !inputs.some((name) => layout.isBlocked(name))) return undefined;
  if (!inputs.every((name) => layout.fits(name))) return undefined;
  const joined = layout.build.concat(
    inputs.map((name) => layout.blocked(name)),
    1,
  );
  return [
    layout.mark(
      joined,
      inputs.flatMap((name) => layout.channels(name)),
    ),
  ];
}

export function slice({ inputs }: Node, layout: Layout): readonly string[] | undefined {
  const [x, ...others] = inputs as [string, ...string[]];
  if (!layout.isBlocked(x)) return undefined;
  const [starts, ends, axes, steps] = others.map((name) => constant(name, layout)) as [Ints, Ints, Ints?, Ints?];
  if (axes?.join() === "1" && (steps ?? [1]).join() === "1") return channelsOf(x, starts[0]!, ends[0]!, layout);
  if (!axes?.every((axis) => axis >= 2)) return undefined;
  const { build: g } = layout;
  const kept = g.slice(
    layout.images(x),
    starts,
    ends,
    axes.map((axis) => axis - 1),
    steps,
  );
  return [layout.fromImages(kept, layout.sizes(x)[0], layout.channels(x))];
}

type Ints = readonly number[];

const constant = (name: string, { build }: Layout): Ints => numbersOf(build.constantValue(name)!);

/** Channels start to end, where they are whole blocks. */
function channelsOf(x: string, start: number, end: number, layout: Layout): readonly string[] | undefined {
  const found = start < 0 || end < 0 ? undefined : part(layout.channels(x), start, end, layout.block);
  if (found === undefined) return undefined;
  return [layout.mark(layout.build.slice(x, [found.start], [found.end], [1]), found.channels)];
}

/** Zeros around the pixels; negative numbers cut. */
export function pad({ inputs, attributes }: Node, layout: Layout): readonly string[] | undefined {
  const [x, pads, value = "", axes = ""] = inputs as [string, string, string?, string?];
  const isZero = value === "" || constant(value, layout).every((number) => number === 0);
  if (!layout.isBlocked(x) || axes !== "" || !isZero || (attributes.mode ?? "constant") !== "constant")
    return undefined;
  const [n, channels, top, left, after, behind, bottom, right] = constant(pads, layout) as Size8;
  if ([n, channels, after, behind].some((size) => size !== 0)) return undefined;
  return [padded(x, [top, left, bottom, right], layout)];
}

type Size8 = readonly [number, number, number, number, number, number, number, number];
