/** Pictures that a report shows, small and inside it. An image that is gone, or another by now, gives none. */
import { resolve } from "node:path";
import { type HashedImage, sha256OfFile } from "../../dataset/index.ts";
import {
  decodeFile,
  type EnhanceOptions,
  encodeJpeg,
  enhance,
  type Pixels,
  resize,
  shrink,
} from "../../image/index.ts";
import type { Picture, PicturePair } from "../../report/index.ts";
import { RoentgenError } from "../../util/error.ts";

/** The longer side, in pixels: twice what it takes on the page, for fine screens. */
const LONGER = 320;

/** root: the folder that the image's path is relative to. */
export async function pictureOf(root: string, image: HashedImage): Promise<Picture | null> {
  const pixels = await unchanged(root, image);
  return pixels && asPicture(smaller(pixels));
}

interface Shown {
  /** Height and width of what the network is shown. */
  readonly size: number;
  readonly enhance: EnhanceOptions;
}

/** As resized for the network, and as enhanced after that. */
export async function pairOf(root: string, image: HashedImage, shown: Shown): Promise<PicturePair | null> {
  const pixels = await unchanged(root, image);
  if (pixels === null) return null;
  const resized = resize(pixels, shown.size, shown.size);
  const [before, after] = [
    await asPicture(smaller(resized)),
    await asPicture(smaller(enhance(resized, shown.enhance))),
  ];
  return { path: image.path, label: image.label, before, after };
}

async function unchanged(root: string, { path, sha256 }: HashedImage): Promise<Pixels | null> {
  const file = resolve(root, path);
  try {
    return (await sha256OfFile(file)) === sha256 ? await decodeFile(file) : null;
  } catch (error) {
    if (error instanceof RoentgenError) return null;
    throw error;
  }
}

function smaller(image: Pixels): Pixels {
  const scale = Math.min(1, LONGER / Math.max(image.width, image.height));
  const side = (pixels: number): number => Math.max(1, Math.round(pixels * scale));
  return shrink(image, side(image.width), side(image.height));
}

async function asPicture(image: Pixels): Promise<Picture> {
  const bytes = await encodeJpeg(image);
  const url = `data:image/jpeg;base64,${Buffer.from(bytes).toString("base64")}`;
  return { url, width: image.width, height: image.height };
}
