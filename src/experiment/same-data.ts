/** Whether the data is still what a run began with: the images that it goes on with, in the parts that they had. */
import {
  type Dataset,
  differencesFromManifest,
  type HashedImage,
  type LabelledImage,
  type ManifestImage,
} from "../dataset/index.ts";
import { RoentgenError } from "../util/error.ts";
import { firstFew } from "../util/first-few.ts";

interface Difference {
  readonly path: string;
  readonly problem: "changed" | "missing" | "new" | "another label" | "another patient";
}

/** Told in one error. */
const MOST_TOLD = 20;

interface Comparing {
  /** Those that can be read, of images that the manifest does not have: the others were left out. */
  readable(images: readonly LabelledImage[]): Promise<readonly LabelledImage[]>;
  /** Is told of each file of the manifest. */
  onHashed(): void;
}

/** Throws E_DATA_CHANGED, with the images' names. */
export async function requireSameData(
  dataset: Dataset,
  manifest: readonly ManifestImage[],
  { readable, onHashed }: Comparing,
): Promise<void> {
  const known = new Map(manifest.map((image) => [image.path, image]));
  const added = await readable(dataset.images.filter(({ path }) => !known.has(path)));
  const differences: Difference[] = [
    ...(await differencesFromManifest(manifest, dataset.root, { onHashed })),
    ...added.map(({ path }) => ({ path, problem: "new" as const })),
    ...dataset.images.flatMap((image) => relabelled(image, known.get(image.path))),
  ];
  if (differences.length > 0) throw changed(dataset.root, differences);
}

function relabelled({ path, label, patient }: LabelledImage, before: HashedImage | undefined): Difference[] {
  if (before === undefined) return [];
  if (before.label !== label) return [{ path, problem: "another label" }];
  return before.patient === patient ? [] : [{ path, problem: "another patient" }];
}

function changed(root: string, differences: readonly Difference[]): RoentgenError {
  const told = differences.map(({ path, problem }) => `${path} (${problem})`);
  return new RoentgenError("E_DATA_CHANGED", "the images are not those that the run began with", {
    where: root,
    expected: "the files of the run's manifest.csv, byte for byte, and no others",
    received: firstFew(told, MOST_TOLD),
    fix: "bring the images back as they were (DATA may say where they are now), or train a new run on them as they are",
  });
}
