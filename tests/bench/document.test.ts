/** The document of a run that is made up: what a reader finds in its tables. */
import { expect, test } from "vitest";
import { documentOf } from "../../bench/document.js";
import { figure, table } from "../../bench/markdown.js";

test("a table in Markdown; three figures that count", () => {
  expect(
    table([
      ["a", "b"],
      ["x|y", 1],
    ]),
  ).toBe("| a | b |\n| --- | ---: |\n| x\\|y | 1 |");
  expect([0, 0.012345, 1.2345, 12.345, 123.45, 12345].map(figure)).toEqual([
    "0",
    "0.0123",
    "1.23",
    "12.3",
    "123",
    "12,345",
  ]);
});

const sides = [
  { name: "Roentgen", values: [10, 20, 30], peakMegabytes: 1234, versions: "roentgen 1" },
  { name: "Keras", values: [20, 40, 60], peakMegabytes: 3000, versions: "Keras 3" },
  { name: "PyTorch", values: [], failed: "no compiler" },
];
const document = documentOf({
  date: "2026-01-02",
  machine: { processor: "P", cores: 2, memoryGigabytes: 24, system: "linux 6" },
  versions: "roentgen 1",
  threads: 2,
  rounds: 3,
  quick: false,
  peers: {},
  sections: [
    {
      name: "step",
      title: "Step",
      about: "What it is.",
      measured: "2026-01-02 10:00 UTC",
      rows: [{ name: "small", unit: "ms", better: "lower", mark: { text: "at most 15 ms", reached: false }, sides }],
    },
    { name: "growth", title: "Growth", about: "More.", skipped: "there is no data" },
  ],
});

test("a row stands in the summary with its mark, and in its section with quartiles, ratio and memory", () => {
  expect(document).toContain("| Step: small | ms | 20.0 | 40.0 | Keras | 0.50 | at most 15 ms | **no** |");
  expect(document).toContain("| Roentgen | 20.0 (15.0–25.0) |  | 1,234 |");
  expect(document).toContain("| Keras | 40.0 (30.0–50.0) | 0.500 (0.500–0.500) | 3,000 |");
});

test("a section says when it was measured", () => {
  expect(document).toContain("What it is.\n\nMeasured from 2026-01-02 10:00 UTC.");
});

test("what failed or was not measured says why; a version is told once", () => {
  expect(document).toContain("PyTorch: no compiler");
  expect(document).toContain("Not measured: growth: there is no data");
  expect(document.match(/roentgen 1/g)?.length).toBe(1);
});
