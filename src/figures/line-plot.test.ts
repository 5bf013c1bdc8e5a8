import { expect, test } from "vitest";
import { type LinePlot, linePlot } from "./line-plot.ts";

const plot: LinePlot = {
  title: 'Time & <memory> of "train"',
  x: { label: "images", scale: "log" },
  y: { label: "seconds", scale: "linear" },
  series: [
    {
      name: "a < b",
      points: [
        [1000, 1],
        [10000, 10],
      ],
    },
    { name: "c", points: [[1000, 5]] },
  ],
};

/** Every tag is closed in order, and no raw character is left in text or attributes: what an XML reader asks for. */
function faultOf(xml: string): string | null {
  const open: string[] = [];
  const rest = xml.replace(/<(\/?)([a-z]+)((?: [a-zA-Z0-9-]+="[^"<]*")*)(\/?)>/g, (_, closes, name, __, alone) => {
    if (closes !== "" && open.pop() !== name) open.push(`unmatched ${name}`);
    if (closes === "" && alone === "") open.push(name);
    return "";
  });
  if (open.length > 0) return open.join();
  return /[<>]|&(?!(amp|lt|gt|quot);)/.exec(rest)?.[0] ?? null;
}

test("the plot is well-formed, whatever its texts", () => {
  expect(faultOf(linePlot(plot))).toBeNull();
});

test("what is not well-formed is noticed", () => {
  expect(faultOf("<g><text>a</g></text>")).not.toBeNull();
  expect(faultOf("<g>a & b</g>")).not.toBeNull();
  expect(faultOf("<g")).not.toBeNull();
});

test("titles, axes and names are there, escaped", () => {
  const svg = linePlot(plot);
  for (const text of ["Time &amp; &lt;memory&gt; of &quot;train&quot;", ">images<", ">seconds<", "a &lt; b", ">10k<"])
    expect(svg).toContain(text);
});

test("points lie where the axes say", () => {
  // from 76 to 616 and from 340 to 48: one tenth of the height above the axis, and its top
  const places = Array.from(linePlot(plot).matchAll(/points="([^"]*)"/g), (match) => match[1]);
  expect(places[0]).toBe("76.00,310.80 616.00,48.00");
});

test("a single curve needs no legend", () => {
  const one = linePlot({ ...plot, series: plot.series.slice(1) });
  expect(one.match(/<circle/g)).toHaveLength(1);
});
