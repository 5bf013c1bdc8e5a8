/** Options of the commands that are about a network of the registry. */
import { Option } from "commander";
import { networkNames } from "../networks/index.ts";
import { wholeFrom } from "../util/numeric.ts";
import { ifGiven, parseOption } from "./options.ts";

export const networkOption = (): Option =>
  new Option("--network <name>", "whose weights they are").choices(networkNames).default("nasnetmobile");

/** --image-size; undefined: the network's own. */
export const parseImageSize = (text: string | undefined): number | undefined =>
  ifGiven(text, (pixels) => parseOption("--image-size", pixels, wholeFrom(1), "a whole number of pixels"));
