/** Plots of a report: marks stand where formulas say; what cannot be drawn is left out; names are text. */
import { describe, expect, test } from "vitest";
import { confusionPlot } from "./confusion-plot.ts";
import { curvePlot } from "./curve-plot.ts";
import { decisionPlot } from "./decision-plot.ts";
import { flowPlot } from "./flow-plot.ts";
import { intervalPlot } from "./interval-plot.ts";
import { learningPlot } from "./learning-plot.ts";
import { reliabilityPlot } from "./reliability-plot.ts";
import { thresholdPlot } from "./threshold-plot.ts";

const named = { id: "plot", title: `<b>&"`, description: "what is seen" };

/** Attributes of the elements of a class, in their order. */
function marks(svg: string, kind: string): Record<string, string>[] {
  const found = svg.match(new RegExp(`<\\w+ [^>]*class="${kind}"[^>]*>`, "g")) ?? [];
  return found.map((mark) =>
    Object.fromEntries(Array.from(mark.matchAll(/([\w-]+)="([^"]*)"/g), ([, key, value]) => [key!, value!])),
  );
}

/** The points of a path of straight lines. */
const points = (d: string): number[][] =>
  d
    .slice(1)
    .split(/[MLZ]/)
    .filter((point) => point !== "")
    .map((point) => point.split(",").map(Number));

test("every plot tells its title and what is seen in it, as text", () => {
  const svg = intervalPlot({
    ...named,
    rows: [{ name: "<i>", figure: null, reason: "none" }],
    domain: [0, 1],
    xTitle: "",
    width: 680,
  });
  expect(svg).toContain('role="img" aria-labelledby="plot-title plot-seen"');
  expect(svg).toContain('<title id="plot-title">&lt;b&gt;&amp;&quot;</title><desc id="plot-seen">what is seen</desc>');
  expect(svg).toContain("&lt;i&gt;");
  expect(svg).not.toContain("<i>");
});

describe.each([680, 328])("of %d pixels", (width) => {
  const long = "inceptionresnetv2, enhanced images, balanced class weights, seeds 1, 2 and 3";
  const figure = { estimate: 0.75, low: 0.6501, high: 0.9 };
  const texts = (name: string, low = 0.65): { left: number; right: number; y: number; text: string }[] => {
    const rows = [
      { name, figure },
      { name: "other", figure },
    ];
    const svg = intervalPlot({ ...named, rows, domain: [low, 1], xTitle: "", width });
    return Array.from(svg.matchAll(/<text ([^>]*)>([^<]+)</g), ([, attributes, text]) => {
      const of = (key: string) => new RegExp(`\\b${key}="([^"]*)"`).exec(attributes!)?.[1];
      const size = 7.4 * text!.length; // a letter of 13 pixels is 7 wide
      const left = Number(of("x")) - { start: 0, middle: size / 2, end: size }[of("text-anchor") ?? "start"]!;
      return { left, right: left + size, y: Number(of("y")), text: text! };
    });
  };

  test.each([["small"], [long], [long.replaceAll(" ", "_")]])(
    "all words lie within, and beside each other: %s",
    (name) => {
      const all = [...texts(name), ...texts(name, -0.15)];
      for (const { left, right } of all) expect([left >= -1, right <= width + 1]).toEqual([true, true]);
      const some = texts(name);
      const meet = some.filter((one, i) =>
        some
          .slice(i + 1)
          .some((other) => Math.abs(one.y - other.y) < 12 && one.left < other.right && other.left < one.right),
      );
      expect(meet).toEqual([]);
    },
  );

  test("a name is told whole", () => {
    const words = texts(long).map(({ text }) => text);
    expect(words.join(" ")).toContain(long);
  });
});

test("a curve: (0, 0) below on the left, (1, 1) above on the right; the band has gaps; the dot is on the curve", () => {
  const svg = curvePlot({
    ...named,
    xTitle: "x",
    yTitle: "y",
    x: [0, 0.5, 1],
    y: [0, 0.75, 1],
    band: { x: [0, 0.25, 0.5, 0.75], low: [0, 0.1, null, 0.2], high: [0.1, 0.2, null, 0.3] },
    chance: [0, 1],
    words: ["AUROC 0.625", "0.5 to 0.7"],
    decision: { x: 0.5, y: 0.75, note: "here" },
  });
  const [left, right, top, bottom] = [38, 318, 34, 304];
  expect(points(marks(svg, "line main")[0]!.d!)).toEqual([
    [left, bottom],
    [(left + right) / 2, bottom - 0.75 * (bottom - top)],
    [right, top],
  ]);
  expect(marks(svg, "band main")[0]!.d!.match(/M/g)).toHaveLength(2);
  expect(marks(svg, "dot main")[0]).toMatchObject({ cx: "178", cy: String(bottom - 0.75 * (bottom - top)) });
});

test("intervals: an estimate without an interval is a dot without a whisker", () => {
  const rows = [{ name: "a", figure: { estimate: 0.5, low: null, high: null } }];
  for (const width of [680, 340]) {
    const svg = intervalPlot({ ...named, rows, domain: [0, 1], xTitle: "", width });
    expect([marks(svg, "whisker main"), marks(svg, "dot main")]).toEqual([[], [expect.anything()]]);
    expect(svg).toContain(">0.500</text>");
    expect(svg).toContain(">no interval</text>");
  }
});

test("intervals: dots between the ends of their whiskers; one that is not defined has neither", () => {
  const rows = [
    { name: "a", figure: { estimate: 0.5, low: 0.25, high: 1 } },
    { name: "b", figure: null },
  ];
  const svg = intervalPlot({ ...named, rows, domain: [0, 1], xTitle: "", width: 680 });
  const [whisker, ...others] = marks(svg, "whisker main");
  const [low, high] = [Number(whisker!.x1), Number(whisker!.x2)];
  expect(others).toEqual([]);
  expect(Number(marks(svg, "dot main")[0]!.cx)).toBeCloseTo(low + (high - low) / 3, 1);
  expect(svg).toContain(">0.500</text>");
  expect(svg).toContain(">0.250 to 1.000</text>");
  expect(svg).toContain("not defined");
});

test("intervals in points of a hundred: gains have a plus, the scale is in points too", () => {
  const rows = [{ name: "a", figure: { estimate: 0.031, low: -0.006, high: 0.1 } }];
  const svg = intervalPlot({ ...named, rows, domain: [-0.006, 0.1], unit: "points", xTitle: "", width: 680 });
  expect(svg).toContain(">+3.1</text>");
  expect(svg).toContain(">−0.6 to +10.0</text>");
  expect(svg).toContain(">10</text>");
});

test("what all are held against is named within the drawing, though it is at its edge", () => {
  const rows = [{ name: "a", figure: { estimate: 0.05, low: 0.01, high: 0.1 } }];
  const reference = { value: 0, name: "worth nothing" };
  const svg = intervalPlot({ ...named, rows, domain: [0, 0.1], xTitle: "", width: 340, reference });
  const [, x] = /x="([\d.]+)"[^>]*>worth nothing/.exec(svg)!;
  expect(Number(x)).toBeGreaterThanOrEqual((7 * "worth nothing".length) / 2); // a letter of 13 pixels is 7 wide
});

test("a confusion matrix: a cell for each pair, as deep as its share of the row", () => {
  const svg = confusionPlot({
    ...named,
    classes: ["a", "b"],
    counts: [
      [1200, 400],
      [0, 0],
    ],
    rates: [
      [0.75, 0.25],
      [null, null],
    ],
  });
  expect(
    marks(svg, "cell right")
      .concat(marks(svg, "cell"))
      .map((cell) => Number(cell["fill-opacity"])),
  ).toEqual([0.56, 0, 0.19, 0]);
  for (const text of ["1,200", "0.750", "0.250", "1,200 of a were called a"]) expect(svg).toContain(`>${text}<`);
});

test("reliability: dots at what was told and seen; bars by the images of a bin", () => {
  const bin = { from: 0, to: 0.5, images: 10, told: 0.25, seen: { estimate: 0.5, low: 0.25, high: 0.75 } };
  const bins = [bin, { ...bin, from: 0.5, to: 1, images: 5, told: 0.75, seen: null }];
  const svg = reliabilityPlot({ ...named, bins, words: ["ECE 0.1", "0 to 0.2"] });
  expect(marks(svg, "dot main")).toMatchObject([{ cx: "108", cy: "187" }]);
  const [first, second] = marks(svg, "bar").map(({ height }) => Number(height));
  expect(first! / second!).toBeCloseTo(2);
});

test("net benefit: nobody at 0; lines end at the edges of the plot", () => {
  const model = { estimate: [0.2, 0.1, 0], low: [0.1, 0, -0.1], high: [0.3, 0.2, 0.1] };
  const svg = decisionPlot({ ...named, threshold: [0, 0.5, 1], model, everybody: [0.2, -0.5, -9], width: 328 });
  const [, from, to] = /viewBox="46 (\d+) 272 (\d+)" overflow="hidden"/.exec(svg)!.map(Number);
  const nobody = Number(marks(svg, "rule nobody")[0]!.y1);
  expect(nobody).toBeCloseTo(from! + to! * (0.3 / (0.3 + 0.3 / 4)), 1);
});

test("net benefit: a model that does harm is followed below nobody's line, and each line has a name of its own above", () => {
  const model = { estimate: [0.1, -0.15, 0], low: [0.1, -0.2, 0], high: [0.1, -0.1, 0] };
  const svg = decisionPlot({ ...named, threshold: [0, 0.5, 1], model, everybody: [0.1, -0.8, -9], width: 328 });
  const [top, height] = /viewBox="46 (\d+) 272 (\d+)" overflow="hidden"/.exec(svg)!.slice(1).map(Number) as [
    number,
    number,
  ];
  const deepest = Math.max(...points(marks(svg, "line main")[0]!.d!).map(([, y]) => y!));
  expect(deepest).toBeCloseTo(top + height, 1);
  const words = [...svg.matchAll(/<text class="label [^"]*" x="([\d.]+)" y="12"[^>]*>([a-z]+)</g)];
  const places = words.map(([, x, name]) => ({
    name: name!,
    left: Number(x) - 22,
    right: Number(x) + 7.4 * name!.length,
  }));
  expect(places.map(({ name }) => name)).toEqual(["nobody", "everybody", "model"]);
  for (const [i, { left }] of places.entries()) expect(left).toBeGreaterThan(places[i + 1]?.right ?? 70);
});

test("rates within one decade have ticks at round values between them", () => {
  const svg = learningPlot({
    ...named,
    yTitle: "rate",
    scale: "rate",
    phases: [{ name: "frozen", epochs: 3 }],
    lines: [{ name: "rate", kind: "other", values: [0.0009, 0.0005, 0.0004] }],
    kept: null,
  });
  for (const tick of ["0.001", "0.0005"]) expect(svg).toContain(`>${tick}</text>`);
});

test("in a low plot, ticks of rates are a line of text apart, powers of ten first", () => {
  const values = [0.001, 0.0076, 0.0049, 0.0016, 0.00008];
  const lines = [{ name: "rate", kind: "other", values }] as const;
  const phases = [{ name: "frozen", epochs: 5 }];
  const svg = learningPlot({ ...named, yTitle: "rate", scale: "rate", phases, lines, kept: null, size: [700, 150] });
  const ticks = [...svg.matchAll(/y="([\d.]+)"[^>]*>(0\.0[\d]*)</g)].map(([, y, text]) => ({ y: Number(y), text }));
  expect(ticks.map(({ text }) => text)).toEqual(["0.0001", "0.001", "0.01"]);
  for (const [i, { y }] of ticks.slice(1).entries()) expect(ticks[i]!.y - y).toBeGreaterThanOrEqual(14);
});

test("upright lines of a narrow interval plot stand clear of its words", () => {
  const rows = ["a", "b"].map((name) => ({ name, figure: { estimate: 0.5, low: 0.25, high: 1 } }));
  const reference = { value: 0.5, name: "the best" };
  const svg = intervalPlot({ ...named, rows, domain: [0, 1], xTitle: "", width: 340, reference });
  const words = [...svg.matchAll(/y="([\d.]+)"[^>]*>(?:0\.|a<|b<)/g)].map(([, y]) => Number(y));
  const lines = [...marks(svg, "grid"), ...marks(svg, "rule reference")].map(({ y1, y2 }) => [Number(y1), Number(y2)]);
  expect(words.length).toBeGreaterThan(3);
  for (const [from, to] of lines) expect(words.filter((y) => y + 3 > from! && y - 10 < to!)).toEqual([]);
});

test("learning: phases side by side, the ring on the epoch that was kept, names apart", () => {
  const svg = learningPlot({
    ...named,
    yTitle: "loss",
    scale: "amount",
    phases: [
      { name: "frozen", epochs: 1 },
      { name: "fine-tuning", epochs: 3 },
    ],
    lines: [
      { name: "train", kind: "other", values: [4, 3, 2, 1] },
      { name: "validation", kind: "main", values: [4, 2, 3, 1] },
    ],
    kept: 1,
  });
  const curve = points(marks(svg, "line main")[0]!.d!);
  const [ring] = marks(svg, "dot ring main");
  expect([Number(ring!.cx), Number(ring!.cy)]).toEqual([
    expect.closeTo(curve[1]![0]!, 0),
    expect.closeTo(curve[1]![1]!, 0),
  ]);
  const [shade] = marks(svg, "shade");
  expect(Number(shade!.width) * 3).toBeCloseTo(Number(marks(svg, "no-shade")[0]!.width), 1);
  const ends = [...svg.matchAll(/y="([\d.]+)" text-anchor="start">(?:train|validation)</g)].map(([, y]) => Number(y));
  expect(Math.max(...ends)).toBeLessThanOrEqual(Number(marks(svg, "axis")[0]!.y1)); // ticks stand below the axis
  expect(Math.abs(ends[0]! - ends[1]!)).toBeGreaterThanOrEqual(15);
});

test("thresholds: the marker stands at the threshold that is looked at, between the edges that it tells", () => {
  const band = { estimate: [1, 0.5, 0], low: [1, 0.4, 0], high: [1, 0.6, 0] };
  const svg = thresholdPlot({
    ...named,
    threshold: [0, 0.25, 1],
    sensitivity: band,
    specificity: band,
    at: 1,
    width: 680,
  });
  const [marker] = marks(svg, "marker");
  const [left, right] = [Number(marker!["data-left"]), Number(marker!["data-right"])];
  expect(Number(marker!.x1)).toBeCloseTo(left + 0.25 * (right - left));
});

test("data flow: widths are numbers of images; words stay inside", () => {
  const piece = (name: string, images: number) => ({ name, images, note: null, kind: "plain" as const });
  const svg = flowPlot({
    ...named,
    width: 340,
    rows: [[piece("found", 100)], [piece("train", 80), piece("validation", 10), piece("test", 10)]],
  });
  expect(marks(svg, "flow plain").map(({ width }) => Number(width))).toEqual([340, 272, 34, 34]);
  const words = [...svg.matchAll(/<text [^>]*x="([\d.]+)"[^>]*>([^<]+)</g)].map(
    ([, x, text]) => Number(x) + 7.2 * text!.length,
  );
  expect(Math.max(...words)).toBeLessThanOrEqual(341);
});
