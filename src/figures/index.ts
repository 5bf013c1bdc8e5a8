export { type LinePlot, linePlot, type Series } from "./line-plot.ts";
