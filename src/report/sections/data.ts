/** Where the images went: found, left out, and divided into parts, with patients; and the classes in each part. */
import { type FlowPiece, flowPlot, formatCount } from "../../figures/index.ts";
import { figure, forBothWidths } from "../figure.ts";
import { html, nothing } from "../html.ts";
import type { ReportImage, ReportMaterial } from "../material.ts";
import { patientsAmong } from "../patients.ts";
import { paragraph, type Section, section } from "../section.ts";
import { headedTable } from "../table.ts";
import { classCounts, partsOf, placeName } from "../use-and-data.ts";
import { counted } from "../wording.ts";

export function data({ images, config }: ReportMaterial): Section {
  const unreadable = typeof config.decided.unreadable === "number" ? config.decided.unreadable : 0;
  const rows = [
    foundRow(images, unreadable),
    ...(unreadable > 0 ? [usedRow(images, unreadable)] : []),
    partsRow({ images, config }),
  ];
  const drawn = forBothWidths((width, suffix) =>
    flowPlot({
      id: `data-flow${suffix}`,
      title: "Where the images went",
      description: "Bars of images found, used and left out, and in each part.",
      rows,
      width,
    }),
  );
  const flow = figure({
    title: null,
    drawings: [drawn],
    mark: nothing,
    caption: `Widths are numbers of images. ${patientsText({ images, config })}`,
    tables: [
      {
        caption: "Images and patients",
        head: ["", "images", "patients"],
        rows: rows.flat().map(({ name, images: n, note }) => [name, formatCount(n), note ?? "–"]),
      },
    ],
  });
  return section(
    "data",
    "Data",
    paragraph(`From ${config.data.source}.`),
    flow,
    html`<h3>Images of each class</h3>`,
    classTable({ images, config }),
  );
}

function foundRow(images: readonly ReportImage[], unreadable: number): FlowPiece[] {
  return [
    {
      name: "found",
      images: images.length + unreadable,
      note: unreadable > 0 ? null : patientsOf(images),
      kind: "plain",
    },
  ];
}

const usedRow = (images: readonly ReportImage[], unreadable: number): FlowPiece[] => [
  { name: "used", images: images.length, note: patientsOf(images), kind: "plain" },
  { name: "cannot be read", images: unreadable, note: null, kind: "out" },
];

/** Those that are there: a data set may have no test part. */
function partsRow({ images, config }: Pick<ReportMaterial, "images" | "config">): FlowPiece[] {
  return partsOf(config).flatMap(({ title, split: part }): FlowPiece[] => {
    const some = images.filter(({ split }) => split === part);
    if (some.length === 0) return [];
    return [{ name: title, images: some.length, note: patientsOf(some), kind: part === "train" ? "plain" : "main" }];
  });
}

/** null where none is known. */
function patientsOf(images: readonly ReportImage[]): string | null {
  const { known } = patientsAmong(images);
  return known === 0 ? null : counted(known, "patient");
}

function patientsText({ images, config }: Pick<ReportMaterial, "images" | "config">): string {
  const place = placeName(config);
  const { unknown } = patientsAmong(images);
  if (unknown === images.length) return `Patients are not known: images of one patient may stand in several ${place}s.`;
  const rest =
    unknown === 0
      ? ""
      : `, as far as patients are known; of ${counted(unknown, "image")} they are not, and where figures count patients, each of these counts as one`;
  return `The images of a patient stand in one ${place}${rest}.`;
}

function classTable(of: Pick<ReportMaterial, "images" | "config">) {
  const rows = classCounts(of);
  return headedTable({
    caption: "Images of each class",
    head: ["", ...partsOf(of.config).map(({ title }) => title)],
    rows,
  });
}
