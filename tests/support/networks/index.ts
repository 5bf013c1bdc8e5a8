/** The small networks of the references: everything that is awkward in the large ones, on images of 64 x 64. */
import { smallInception } from "./small-inception.ts";
import { smallNasnet } from "./small-nasnet.ts";
import { smallResnet } from "./small-resnet.ts";

export { branches } from "./branches.ts";
export { smallInception, smallNasnet, smallResnet };

/** By the names that goldens have for them. */
export const smallNetworks = { small_inception: smallInception, small_nasnet: smallNasnet, small_resnet: smallResnet };
