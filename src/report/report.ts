/** report.html: what a run was asked, what it answered, how sure that is, and where it errs. */
import { FOLD_SCRIPT } from "./class-figures.ts";
import { COPY_SCRIPT } from "./command.ts";
import type { ReportMaterial } from "./material.ts";
import { page } from "./page.ts";
import { again } from "./sections/again.ts";
import { answer } from "./sections/answer.ts";
import { calibration } from "./sections/calibration.ts";
import { confusion } from "./sections/confusion.ts";
import { data } from "./sections/data.ts";
import { decision } from "./sections/decision.ts";
import { enhancement } from "./sections/enhancement.ts";
import { folds } from "./sections/folds.ts";
import { learning } from "./sections/learning.ts";
import { ledger } from "./sections/ledger.ts";
import { limits } from "./sections/limits.ts";
import { mistakes } from "./sections/mistakes.ts";
import { question } from "./sections/question.ts";
import { ranking } from "./sections/ranking.ts";
import { thresholds } from "./sections/thresholds.ts";
import { THRESHOLD_SCRIPT } from "./threshold-script.ts";
import { taskText } from "./wording.ts";

/** The whole file. Says only what is in the material; the same material gives the same bytes. */
export function reportPage(material: ReportMaterial): string {
  const { config } = material;
  const sections = [
    question(material),
    ...[data, learning].map((write) => write(material)),
    ...folds(material),
    ...[confusion, ranking, calibration, decision, thresholds].map((write) => write(material)),
    ...[enhancement, mistakes, ledger, limits, again].map((write) => write(material)),
  ];
  return page({
    title: `${config.network}: ${taskText(config)}`,
    opening: answer(material),
    sections,
    script: THRESHOLD_SCRIPT + FOLD_SCRIPT + COPY_SCRIPT,
  });
}
