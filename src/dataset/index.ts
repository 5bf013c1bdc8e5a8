export { exactDuplicates, requireOneLabelEach } from "./duplicates.ts";
export { findImages } from "./find.ts";
export { hashImages, type Progress, sha256OfFile } from "./hash.ts";
export { countWithoutPatient, type Dataset, type HashedImage, type Ignored, type LabelledImage } from "./image.ts";
export {
  differencesFromManifest,
  formatManifest,
  type ManifestDifference,
  type ManifestImage,
  parseManifest,
} from "./manifest.ts";
export { parsePatientPattern, patientOf } from "./patient.ts";
export { publishedSplit } from "./published-split.ts";
export { countByLabel, type Fractions, PARTS, type Part, parseFractions, requireEveryLabel } from "./split.ts";
export { stratifiedSplit } from "./stratified-split.ts";
export { classesOf, type Labelling, labellingOf, parseTask, type Recipe, type Task } from "./task.ts";
