/** The price of mistakes, made up: of two tasks, a mistake on the same images, one on others, and one that changes no decision. */
import type { Price, PriceRow } from "../../src/run/index.ts";
import { comparedFigure } from "./comparison.ts";

const on = (
  task: string,
  mistake: string,
): Pick<PriceRow, "task" | "mistake" | "instead" | "published" | "without"> => ({
  ...{ task, mistake, instead: "none", published: comparedFigure(0.9), without: comparedFigure(0.8) },
});

const tested = { isPaired: true, test: "McNemar, mid-p", p: 0.0004, adjusted: 0.0008 };
const none = { test: null, p: null, adjusted: null };

export const madePrice: Price = {
  version: 1,
  data: "<data>",
  network: "nasnetmobile",
  rows: [
    { ...on("binary:covid", "red | blue"), worth: { ...comparedFigure(0.1), method: "Newcombe" }, ...tested },
    { ...on("binary:covid", "split"), worth: { ...comparedFigure(-0.02), method: "MOVER" }, isPaired: false, ...none },
    { ...on("multi", "labels"), worth: { ...comparedFigure(0), low: 0, high: 0 }, isPaired: true, ...none },
  ],
  notes: ["Prices are made up."],
};
