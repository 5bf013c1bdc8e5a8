/** Under a comparison: what its intervals are, how they were made, which are missing, and which are of too few. */
import { fewText } from "../../report/index.ts";
import { type ComparedRow, type ComparedTask, nameOfRow } from "../../run/index.ts";
import type { Figure } from "../../statistics/index.ts";
import { groupBy } from "../../util/group.ts";
import { listed } from "./listed.ts";

export function intervalNotes(tasks: readonly ComparedTask[]): string[] {
  const rows = tasks.flatMap((task) => task.rows);
  const methods = new Set(
    rows.flatMap(({ figures }) => [`accuracy: ${figures.accuracy.method}`, `AUROC: ${figures.auroc.method}`]),
  );
  const pooled = rows.some(({ runs }) => runs.length > 1);
  return [
    ...(pooled
      ? [
          "A row of several runs has the mean of their figures; its intervals are of patients, each drawn with all images from all runs.",
        ]
      : []),
    `Intervals are of 95 %. ${[...methods].map(sentence).join(" ")}`,
    ...missingNotes(rows),
    ...fewNotes(rows),
  ];
}

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

/** A sentence for each reason. */
function missingNotes(rows: readonly ComparedRow[]): string[] {
  const alone = rows.flatMap((row) =>
    figuresOf(row).flatMap(([name, figure]) =>
      figure.estimate !== null && figure.low === null
        ? [{ name: `${name} of “${nameOfRow(row)}”`, reason: figure.reason }]
        : [],
    ),
  );
  return [...groupBy(alone, ({ reason }) => reason)].map(
    ([reason, figures]) => `No interval: ${listed(figures.map(({ name }) => name))} (${reason}).`,
  );
}

const fewNotes = (rows: readonly ComparedRow[]): string[] => {
  const texts = rows.map(({ patients }) => fewText(patients, "patient"));
  return [...new Set(texts.filter((text) => text !== null))];
};

const figuresOf = ({ figures, againstBest }: ComparedRow): (readonly [name: string, figure: Figure])[] => [
  ["accuracy", figures.accuracy],
  ["sensitivity", figures.sensitivity],
  ["specificity", figures.specificity],
  ["AUROC", figures.auroc],
  ...(againstBest?.kind === "paired" ? [["difference", againstBest.difference] as const] : []),
];
