/** The networks that can be asked for by name. */
import { RoentgenError } from "../util/error.ts";
import { misnamed } from "../util/usage.ts";
import { inceptionresnetv2 } from "./inceptionresnetv2.ts";
import { nasnetlarge, nasnetmobile } from "./nasnet.ts";
import type { Network, NetworkOptions } from "./network.ts";
import { resnet50, resnet101, resnet152 } from "./resnet.ts";

export interface RegisteredNetwork {
  readonly name: string;
  /** Throws E_IMAGE_SIZE for images under minimumSize. */
  readonly build: (options?: NetworkOptions) => Network;
  /** Pixels from 0..255 to what the network expects; symmetric: x / 127.5 - 1; caffe: BGR minus (103.939, 116.779, 123.68). */
  readonly scaling: "symmetric" | "caffe";
  /** Height and width that the pretrained weights were made for. */
  readonly imageSize: number;
  /** The smallest that Keras allows. */
  readonly minimumSize: number;
  /** Numbers in all variables, moving statistics included. */
  readonly parameters: number;
}

const resnets = { scaling: "caffe", imageSize: 224, minimumSize: 32 } as const;
const nasnets = { scaling: "symmetric", minimumSize: 32 } as const;
const inceptions = { scaling: "symmetric", imageSize: 224, minimumSize: 75 } as const;

const networks: readonly RegisteredNetwork[] = [
  { name: "nasnetmobile", build: nasnetmobile, ...nasnets, imageSize: 224, parameters: 4_269_716 },
  { name: "resnet101", build: resnet101, ...resnets, parameters: 42_658_176 },
  { name: "inceptionresnetv2", build: inceptionresnetv2, ...inceptions, parameters: 54_336_736 },
  { name: "resnet50", build: resnet50, ...resnets, parameters: 23_587_712 },
  { name: "resnet152", build: resnet152, ...resnets, parameters: 58_370_944 },
  { name: "nasnetlarge", build: nasnetlarge, ...nasnets, imageSize: 331, parameters: 84_916_818 },
];

export const networkNames: readonly string[] = networks.map(({ name }) => name);

/** others: what else could have been named. Throws E_NETWORK for a name that is not there. */
export function networkNamed(name: string, others: readonly string[] = []): RegisteredNetwork {
  const found = networks.find((network) => network.name === name);
  if (found !== undefined) return { ...found, build: (options) => buildAtLeast(found, options) };
  throw misnamed("E_NETWORK", `there is no network ${name}`, {
    received: name,
    known: networkNames,
    expected: [...networkNames, ...others].join(", "),
    otherwise: "choose one of these",
  });
}

function buildAtLeast(network: RegisteredNetwork, options: NetworkOptions = {}): Network {
  const { imageSize = network.imageSize } = options;
  if (Number.isInteger(imageSize) && imageSize >= network.minimumSize) return network.build({ ...options, imageSize });
  throw new RoentgenError("E_IMAGE_SIZE", `${network.name} does not work on images of this size`, {
    kind: "usage",
    expected: `a whole number of pixels, at least ${network.minimumSize}`,
    received: `${imageSize}`,
    fix: "choose a larger image size",
  });
}
