export { exactDuplicates } from "./duplicates.ts";
export { findImages } from "./find.ts";
export { FOLDS_BY, type Folding, type FoldsBy, foldsOf } from "./folds.ts";
export { type Hashing, hashImages, sha256OfFile } from "./hash.ts";
export { countWithoutPatient, type Dataset, type HashedImage, type Ignored, type LabelledImage } from "./image.ts";
export { leaksOf, requireParts, withPartsOf } from "./listed-parts.ts";
export {
  differencesFromManifest,
  formatManifest,
  type ManifestDifference,
  type ManifestImage,
  parseManifest,
} from "./manifest.ts";
export { type Partition, type PartitionOptions, partition } from "./partition.ts";
export { parsePatientPattern } from "./patient.ts";
export { PHANTOM_LABELS, type PhantomLabel } from "./phantom/label.ts";
export { type PhantomRequest, phantom } from "./phantom/phantom.ts";
export { type PhantomSet, writePhantoms } from "./phantom/write.ts";
export {
  AS_LISTED,
  countByLabel,
  type Division,
  divisionOf,
  isTable,
  PARTS,
  type Part,
  parseDivision,
} from "./split.ts";
export {
  classesOf,
  type Labelling,
  labellingOf,
  parseClasses,
  parseTask,
  type Recipe,
  type Task,
} from "./task.ts";
