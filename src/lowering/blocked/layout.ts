/** Which values of a graph under way lie in blocks, with which channels, and how a value comes from one layout into the other. */
import { BLOCKED_DOMAIN, type GraphBuilder, type Node } from "../../graph/index.ts";
import { type Channels, cutOut, fillUp, joined, width } from "./channels.ts";

export type Size4 = readonly [number, number, number, number];

/** Few channels are convolved as they are: an image's three. */
export const FEW = 4;

/** A blocked value is declared N x C x H x W, C with its gaps; in memory it is N x C / block x H x W x block. */
export class Layout {
  readonly build: GraphBuilder;
  readonly block: number;
  readonly #channels = new Map<string, Channels>();
  /** Blocked -> plain. */
  readonly #plain = new Map<string, string>();
  /** Plain -> blocked, in channels that stand behind it. */
  readonly #blocked = new Map<string, string>();
  /** Kernel -> channels of what it was applied to. */
  readonly #seen = new Map<string, Channels>();

  constructor(build: GraphBuilder, block: number) {
    this.build = build;
    this.block = block;
  }

  isBlocked(name: string): boolean {
    return this.#channels.has(name);
  }

  /** Whether a value is an image that can be put into blocks. */
  fits(name: string): boolean {
    const { type, shape } = this.build.typeOf(name);
    const isImage = type === "float32" && shape.length === 4 && shape.every((size) => typeof size === "number");
    return this.isBlocked(name) || (isImage && (shape[1] as number) > FEW);
  }

  /** N, C, H, W; of a blocked value with the gaps. */
  sizes(name: string): Size4 {
    return this.build.sizes(name) as [number, number, number, number];
  }

  /** Channels of a value, as it lies or would lie in blocks. */
  channels(name: string): Channels {
    return this.#channels.get(name) ?? [this.sizes(name)[1]];
  }

  width(channels: Channels): number {
    return width(channels, this.block);
  }

  /** Says that a value lies in blocks. */
  mark(name: string, channels: Channels): string {
    this.#channels.set(name, joined(channels, this.block));
    return name;
  }

  /** channels: default, those that it has. */
  blocked(name: string, channels: Channels = this.channels(name)): string {
    if (this.isBlocked(name) && this.channels(name).join() === channels.join()) return name;
    const plain = this.plain(name);
    const key = `${plain} ${channels.join()}`;
    const found = this.#blocked.get(key);
    if (found !== undefined) return found;
    const made = this.mark(this.op("ReorderInput", [this.fillUp(plain, 1, channels)]), channels);
    this.#blocked.set(key, made);
    this.#plain.set(made, plain);
    return made;
  }

  plain(name: string): string {
    const channels = this.#channels.get(name);
    if (channels === undefined) return name;
    const found = this.#plain.get(name);
    if (found !== undefined) return found;
    const made = this.withoutGaps(this.op("ReorderOutput", [name], { channels: this.sizes(name)[1] }), 1, channels);
    this.#plain.set(name, made);
    this.#blocked.set(`${made} ${channels.join()}`, name);
    return made;
  }

  fillUp(value: string, axis: number, channels: Channels): string {
    return fillUp(this.build, value, axis, channels, this.block);
  }

  withoutGaps(value: string, axis: number, channels: Channels): string {
    return cutOut(this.build, value, axis, channels, this.block);
  }

  /** A blocked value as it lies in memory: N C / block x H x W x block. */
  images(name: string): string {
    const [n, channels, height, columns] = this.sizes(name);
    return this.build.reshape(name, [(n * channels) / this.block, height, columns, this.block]);
  }

  /** The inverse. batch: N. */
  fromImages(images: string, batch: number, channels: Channels): string {
    const [, height, columns] = this.build.sizes(images) as [number, number, number, number];
    return this.mark(this.build.reshape(images, [batch, this.width(channels), height, columns]), channels);
  }

  /** Notes what a kernel is applied to: gradients of that come in the same channels. */
  see(kernel: string, channels: Channels): void {
    this.#seen.set(kernel, channels);
  }

  seen(kernel: string): Channels | undefined {
    return this.#seen.get(kernel);
  }

  /** An operator of the blocked domain. */
  op(operator: string, inputs: readonly string[], attributes: Node["attributes"] = {}): string {
    return this.build.op(operator, inputs, attributes, { domain: BLOCKED_DOMAIN });
  }
}
