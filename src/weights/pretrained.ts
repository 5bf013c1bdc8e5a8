/** ImageNet's weights, from the files that Keras publishes. */
import { access } from "node:fs/promises";
import { basename, join } from "node:path";
import { cacheFolder } from "../util/cache-folder.ts";
import { RoentgenError } from "../util/error.ts";
import { type DownloadOptions, download, type RemoteFile } from "./download/download.ts";

const KERAS = "https://storage.googleapis.com/tensorflow/keras-applications";

interface Published {
  readonly network: string;
  /** Below the server's folder. */
  readonly path: string;
  readonly md5: string;
}

/** Names and MD5 as in keras.applications' sources; all without the classification top. */
const published: readonly Published[] = [
  { network: "nasnetmobile", path: "nasnet/NASNet-mobile-no-top.h5", md5: "1ed92395b5b598bdda52abe5c0dbfd63" },
  { network: "resnet101", path: resnetPath("resnet101"), md5: "88cf7a10940856eca736dc7b7e228a21" },
  {
    network: "inceptionresnetv2",
    path: "inception_resnet_v2/inception_resnet_v2_weights_tf_dim_ordering_tf_kernels_notop.h5",
    md5: "d19885ff4a710c122648d3b5c3b684e4",
  },
  { network: "resnet50", path: resnetPath("resnet50"), md5: "4d473c1dd8becc155b73f8504c6f6626" },
  { network: "resnet152", path: resnetPath("resnet152"), md5: "ee4c566cf9a93f14d82f913c2dc6dd0c" },
  { network: "nasnetlarge", path: "nasnet/NASNet-large-no-top.h5", md5: "d81d89dc07e6e56530c4e77faddd61b5" },
];

function resnetPath(name: string): string {
  return `resnet/${name}_weights_tf_dim_ordering_tf_kernels_notop.h5`;
}

export interface PretrainedFile extends RemoteFile {
  readonly network: string;
  /** Where it lies once it is downloaded. */
  readonly local: string;
}

/** mirror: an address with the same files below it; default ROENTGEN_WEIGHTS_MIRROR, else Keras' own. */
export function pretrainedFiles(mirror: string = process.env.ROENTGEN_WEIGHTS_MIRROR ?? KERAS): PretrainedFile[] {
  return published.map(({ network, path, md5 }) => ({
    network,
    url: `${mirror.replace(/\/+$/, "")}/${path}`,
    md5,
    local: join(cacheFolder(), "weights", basename(path)),
  }));
}

export interface PretrainedOptions extends DownloadOptions {
  readonly mirror?: string;
  /** Never asks the network; default: whether ROENTGEN_OFFLINE is set. */
  readonly offline?: boolean;
}

/** The path of a network's ImageNet weights, downloaded if need be. Throws E_WEIGHTS_OFFLINE, E_WEIGHTS_NONE and what `download` throws. */
export async function pretrainedWeights(network: string, options: PretrainedOptions = {}): Promise<string> {
  const { mirror, offline = Boolean(process.env.ROENTGEN_OFFLINE), ...rest } = options;
  const file = pretrainedFiles(mirror).find((each) => each.network === network);
  if (file === undefined) throw noneFor(network);
  if (offline && !(await isThere(file))) throw notOffline(file);
  await download(file, file.local, rest).catch((error: Error) => {
    throw error instanceof RoentgenError && error.code === "E_DOWNLOAD" ? withWayOut(error, file) : error;
  });
  return file.local;
}

/** What to do where the file cannot be had from here: one command where there is a network, or none of it. */
const wayOut = ({ url, local }: PretrainedFile): string =>
  `where there is a network: curl --create-dirs -Lo "${local}" "${url}" (and bring the file to that path); or start at random: --weights none`;

const withWayOut = ({ code, message, details }: RoentgenError, file: PretrainedFile): RoentgenError =>
  new RoentgenError(code, message, { ...details, fix: `${details.fix}; ${wayOut(file)}` });

export const isThere = ({ local }: PretrainedFile): Promise<boolean> =>
  access(local).then(
    () => true,
    () => false,
  );

function noneFor(network: string): RoentgenError {
  return new RoentgenError("E_WEIGHTS_NONE", `there are no ImageNet weights for ${network}`, {
    kind: "weights",
    expected: published.map((each) => each.network).join(", "),
    received: network,
    fix: "use --weights none to start at random, or --weights FILE",
  });
}

function notOffline(file: PretrainedFile): RoentgenError {
  return new RoentgenError("E_WEIGHTS_OFFLINE", `the ImageNet weights of ${file.network} are not on this machine`, {
    kind: "weights",
    expected: file.local,
    received: "no such file, and the network is not to be used",
    fix: wayOut(file),
  });
}
