/** What a run is made of: the images, each in its part, and what the model is to tell apart. */
import {
  AS_LISTED,
  classesOf,
  type Dataset,
  findImages,
  type HashedImage,
  hashImages,
  isTable,
  type Labelling,
  labellingOf,
  leaksOf,
  type ManifestImage,
  type Part,
  type Partition,
  type PartitionOptions,
  parseClasses,
  parsePatientPattern,
  parseTask,
  partition,
  requireParts,
  withPartsOf,
} from "../dataset/index.ts";
import { closePixelFile, createPixelFile, type PixelFile } from "../training/index.ts";
import { RoentgenError } from "../util/error.ts";
import { optionError } from "../util/usage.ts";
import type { EmitRun } from "./events.ts";
import { type ReadImage, readableAmong, readImages } from "./images.ts";
import { leaveOut, type UnreadableImage } from "./left-out.ts";
import type { TrainOptions } from "./options.ts";
import { type Resolved, requireMicroBatch } from "./recipe.ts";
import { requireSameData } from "./same-data.ts";

export interface Material {
  readonly root: string;
  readonly task: string;
  readonly labelling: Labelling;
  readonly pixels: PixelFile;
  /** In the order of the manifest. */
  readonly images: readonly (ReadImage & {
    readonly part: Part;
    /** In cross-validation; else null. */
    readonly fold: number | null;
  })[];
}

/** A data set by its listing, before a file is opened. */
export interface Listing {
  readonly dataset: Dataset;
  readonly labelling: Labelling;
}

/** data: class folders, or a CSV. Throws where nothing is there, or not what the task tells apart. */
export async function listMaterial(
  data: string,
  { patientFrom, recipe, classes: order, task, split, folds }: TrainOptions,
  emit: EmitRun,
): Promise<Listing> {
  const dataset = await findImages(data, {
    patientFrom: patientFrom === undefined ? undefined : parsePatientPattern(patientFrom),
    withParts: true,
  });
  if (isListed(dataset)) requireNoOtherParts(dataset, { split, folds }, data);
  if (dataset.ignored.length > 0) emit({ type: "ignored", ignored: dataset.ignored });
  const classes = classesOf(
    dataset.images.map(({ label }) => label),
    { recipe, order: orderOf(order) },
  );
  return { dataset, labelling: labellingOf(parseTask(task), classes, recipe) };
}

/** Whether its table has a split of its own. */
export const isListed = ({ images }: Pick<Dataset, "images">): boolean => images[0]?.part !== undefined;

function requireNoOtherParts(
  dataset: Dataset,
  { split, folds }: Pick<TrainOptions, "split" | "folds">,
  where: string,
): void {
  requireParts(dataset, where);
  if (split === undefined && folds === undefined) return;
  throw optionError("the table has a split of its own", {
    where,
    expected: "a column split, or one of --split and --folds",
    received: split === undefined ? `--folds ${folds}` : `--split ${split}`,
    fix: "leave the option out, or name the column otherwise",
  });
}

/** scratch: the folder of the file of pixels. Throws what `partition` throws, E_SCRATCH, and the error of an image that cannot be read. */
export async function readMaterial(
  listing: Listing,
  options: TrainOptions,
  resolved: Resolved,
  scratch: string,
  emit: EmitRun,
): Promise<Material> {
  const { root } = listing.dataset;
  const hashed = await hashListed(listing, options, emit);
  const division = divisionAsked(options, resolved);
  const { parts } = partition(hashed, division); // what cannot be divided is told before an image is read
  requireMicroBatch(resolved, trainedOn({ parts }));
  if (resolved.division === AS_LISTED) for (const text of leaksOf(hashed, parts)) emit({ type: "remark", text });
  return readPixels({ root, images: hashed, scratch }, options, resolved, emit, (read) => {
    const partitioned = partition(read, division);
    requireMicroBatch(resolved, trainedOn(partitioned)); // some may have been left out
    return partitioned;
  });
}

/** Images to train on in the fold that has the fewest. Throws what `partition` throws for any of the folds. */
export function fewestToTrainOn(
  hashed: readonly HashedImage[],
  options: TrainOptions & { readonly folds: number },
  resolved: Resolved,
): number {
  const counts = Array.from({ length: options.folds }, (_, fold) =>
    trainedOn(partition(hashed, divisionAsked({ ...options, fold }, resolved))),
  );
  return Math.min(...counts);
}

/** In the parts of --split, where that is a table. Throws where it does not fit the images. */
export async function placed(dataset: Dataset, { split }: TrainOptions): Promise<Dataset> {
  if (split === undefined || !isTable(split)) return dataset;
  const listed = await withPartsOf(split, dataset);
  requireParts(listed, split);
  return listed;
}

/** Those that can be opened, if others are to be left out; else throws the error of the first that cannot. */
export async function hashListed(
  { dataset: found }: Listing,
  options: TrainOptions,
  emit: EmitRun,
): Promise<HashedImage[]> {
  const { skipUnreadable } = options;
  const dataset = await placed(found, options);
  const unreadable: UnreadableImage[] = [];
  const images = dataset.images.length;
  emit({ type: "hashing", images });
  const hashed = await hashImages(dataset, {
    onHashed: () => emit({ type: "hashed" }),
    onUnreadable: ({ path }, error) => unreadable.push({ path, error }),
  });
  leaveOut(unreadable, { images, skipUnreadable }, emit);
  return hashed;
}

/** Throws E_DATA_CHANGED where the data is not that of the manifest. */
export async function requireSameMaterial(
  { dataset }: Pick<Listing, "dataset">,
  manifest: readonly ManifestImage[],
  { threads, skipUnreadable }: TrainOptions,
  resolved: Prepared,
  emit: EmitRun,
): Promise<void> {
  const means = { root: dataset.root, prepare: prepareOf(resolved), threads };
  emit({ type: "hashing", images: manifest.length });
  await requireSameData(dataset, manifest, {
    readable: async (added) => (skipUnreadable ? readableAmong(added, means) : added),
    onHashed: () => emit({ type: "hashed" }),
  });
}

/** The material of a run that goes on, in the parts that its manifest says. Throws E_DATA_CHANGED where the data is another by now. */
export async function readMaterialAgain(
  { dataset }: Pick<Listing, "dataset">,
  manifest: readonly ManifestImage[],
  options: TrainOptions,
  resolved: Resolved,
  scratch: string,
  emit: EmitRun,
): Promise<Material> {
  const { root } = dataset;
  const { task, recipe, classes: order } = options;
  await requireSameMaterial({ dataset }, manifest, options, resolved, emit);
  const classes = classesOf(
    manifest.map(({ label }) => label),
    { recipe, order: orderOf(order) },
  );
  const labelling = labellingOf(parseTask(task), classes, recipe);
  const parts = manifest.map(({ split }) => split);
  const folds = manifest.map(({ fold }) => fold);
  return readPixels({ root, images: manifest, scratch }, { ...options, skipUnreadable: false }, resolved, emit, () => ({
    labelling,
    parts,
    folds,
  }));
}

interface Divided extends Pick<Partition, "labelling" | "parts"> {
  /** In cross-validation; from a manifest null for each, or a fold. */
  readonly folds: readonly (number | null)[] | null;
}

interface Unread {
  readonly root: string;
  readonly images: readonly HashedImage[];
  readonly scratch: string;
}

async function readPixels(
  { root, images, scratch }: Unread,
  { task, threads, skipUnreadable }: TrainOptions,
  resolved: Resolved,
  emit: EmitRun,
  divide: (read: readonly HashedImage[]) => Divided,
): Promise<Material> {
  const prepare = prepareOf(resolved);
  const channels = prepare.enhance?.steps.includes("clahe") ? 1 : 3;
  const pixels = createPixelFile(scratch, { ...prepare.size, channels, images: images.length });
  try {
    const read = await readImages(images, { root, prepare, threads, skipUnreadable, pixels }, emit);
    const { labelling, parts, folds } = divide(read.map(({ image }) => image));
    const placed = read.map((one, i) => ({ ...one, part: parts[i]!, fold: folds?.[i] ?? null }));
    return { root, task, labelling, pixels, images: placed };
  } catch (error) {
    closePixelFile(pixels);
    throw error;
  }
}

function divisionAsked(options: TrainOptions, { division }: Resolved): PartitionOptions {
  const { recipe, classes: order, seed, task } = options;
  return { task: parseTask(task), recipe, order: orderOf(order), division, seed, folding: foldingOf(options) };
}

/** Throws E_OPTION for a fold that is none. */
export function foldingOf({ folds, fold, by }: TrainOptions): PartitionOptions["folding"] {
  if (folds === undefined && fold === undefined) return undefined;
  if (folds !== undefined && fold !== undefined && fold < folds) return { folds, fold, by };
  throw new RoentgenError("E_OPTION", "a run of cross-validation tests on one of the folds", {
    kind: "usage",
    expected: folds === undefined ? "--fold with --folds" : `--fold from 0 to ${folds - 1}`,
    received: `--folds ${folds ?? "not given"}, --fold ${fold ?? "not given"}`,
    fix: "give both",
  });
}

/** How images become what the network is shown. */
type Prepared = Pick<Resolved, "imageSize" | "enhance">;

const prepareOf = ({ imageSize, enhance }: Prepared) => ({ size: { width: imageSize, height: imageSize }, enhance });

const orderOf = (text: string | undefined): string[] | undefined =>
  text === undefined ? undefined : parseClasses(text);

const trainedOn = ({ parts }: { readonly parts: readonly Part[] }): number =>
  parts.filter((part) => part === "train").length;
