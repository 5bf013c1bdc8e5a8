/** The images that the figures of a part are of, and which of them count as independent: what n stands for. */
import { formatCount } from "../figures/index.ts";
import { isCrossValidation } from "../run/index.ts";
import type { JudgedPart, ReportImage, ReportMaterial } from "./material.ts";
import { patientsAmong } from "./patients.ts";
import { counted } from "./wording.ts";

export const judgedImages = (
  { name }: JudgedPart,
  { images, config }: Pick<ReportMaterial, "images" | "config">,
): ReportImage[] => images.filter(({ split }) => isCrossValidation(config) || split === name);

/** A sentence where patients count; null where each image does. */
export function unitText(part: JudgedPart, material: Pick<ReportMaterial, "images" | "config">): string | null {
  const { patients, unit } = part.metrics;
  if (unit === "image") return null;
  const text = "Intervals count patients, not images, as independent";
  return patients === null ? `${text}: ${partlyKnown(judgedImages(part, material))}.` : `${text}.`;
}

function partlyKnown(images: readonly ReportImage[]): string {
  const { known, unknown } = patientsAmong(images);
  return `${formatCount(known + unknown)} of them, since ${counted(unknown, "image")} of an unknown patient count as one each`;
}
