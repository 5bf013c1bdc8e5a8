/** A data set of images by formula (blocks.ts), for runs that only have to run. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodePng } from "../../src/image/index.ts";
import { blocks } from "./blocks.ts";

interface BlockImages {
  /** Of a class with so many images: FOLDER/CLASS/NAME. */
  readonly counts: Readonly<Record<string, number>>;
  /** In pixels, both ways. */
  readonly size: number;
  /** Default: 0.png, 1.png and so on. */
  nameOf?(i: number): string;
}

export async function writeBlockImages(
  folder: string,
  { counts, size, nameOf = (i) => `${i}.png` }: BlockImages,
): Promise<void> {
  for (const [label, count] of Object.entries(counts)) {
    await mkdir(join(folder, label), { recursive: true });
    for (let i = 0; i < count; i++) {
      const data = blocks(`${label}/${i}`, size, size, 1);
      await writeFile(join(folder, label, nameOf(i)), encodePng({ width: size, height: size, channels: 1, data }));
    }
  }
}
