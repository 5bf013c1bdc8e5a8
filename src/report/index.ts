export { isDoubted, saying } from "./baseline-warnings.ts";
export { calibrationWarnings, uncalibratedText } from "./calibration-warnings.ts";
export { comparisonPage } from "./comparison.ts";
export { fewPatientsWarnings, fewText } from "./few-patients.ts";
export { keptName, RANKED_BY_FOLD, SPREAD } from "./fold-wording.ts";
export {
  judgedParts,
  type Mistake,
  type Picture,
  type PicturePair,
  type ReportImage,
  type ReportMaterial,
} from "./material.ts";
export { modelCard } from "./model-card.ts";
export { pricePage, WORTH } from "./price.ts";
export { reportPage } from "./report.ts";
export { capitalised } from "./wording.ts";
