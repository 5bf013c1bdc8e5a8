import type { ReportMaterial } from "./material.ts";
export const modelCard = (material: ReportMaterial): string => material.name;
