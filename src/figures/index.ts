export { linePlot } from "./line-plot.ts";
