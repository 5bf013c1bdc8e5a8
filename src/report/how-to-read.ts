/** For a reader who meets intervals for the first time. */
import type { PartMetrics } from "../run/index.ts";

const INTERVAL =
  "A figure is what these images gave; others like them would have given another one. Its 95 % interval says by how much it may be off by chance: the fewer the images, the wider.";
const PATIENTS =
  "Images of one patient resemble each other and are no separate evidence: intervals therefore count patients, not images.";

export const howToRead = ({ unit }: Pick<PartMetrics, "unit">): string =>
  unit === "patient" ? `${INTERVAL} ${PATIENTS}` : INTERVAL;
