/** What is known of the patients of images. */
import type { ReportImage } from "./material.ts";

interface Patients {
  /** Different ones. */
  readonly known: number;
  /** Images whose patient is not known. */
  readonly unknown: number;
}

export const patientsAmong = (images: readonly ReportImage[]): Patients => ({
  known: new Set(images.flatMap(({ patient }) => patient ?? [])).size,
  unknown: images.filter(({ patient }) => patient === null).length,
});
