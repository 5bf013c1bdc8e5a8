/** The small networks of the references: everything that is awkward in the large ones, on images of 64 x 64. */
export { branches } from "./branches.ts";
export { smallInception } from "./small-inception.ts";
export { smallNasnet } from "./small-nasnet.ts";
export { smallResnet } from "./small-resnet.ts";
