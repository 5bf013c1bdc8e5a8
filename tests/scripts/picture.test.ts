/** The moving picture of the demo: what a terminal shows, from when to when, as an SVG. */
import { expect, test } from "vitest";
import { spansOf } from "../../scripts/picture/spans.js";
import { animatedSvg } from "../../scripts/picture/svg.js";
import { Terminal } from "../../scripts/picture/terminal.js";

const ESC = String.fromCharCode(27);

test("a terminal shows what is written last: a bar draws over itself, colours and the cursor's look change no text", () => {
  const terminal = new Terminal(40);
  terminal.write(
    `${ESC}[?25l${ESC}7[--] 0 %${ESC}8${ESC}[1G[=-] 50 %${ESC}[0K\r[==]${ESC}[0K\n${ESC}[32mdone${ESC}[39m\r\n`,
  );
  expect(terminal.rows).toEqual(["[==]", "done", ""]);
  terminal.write(`${ESC}[2Aab${ESC}[2K`);
  expect(terminal.rows).toEqual(["", "done", ""]);
});

test("what is wider than the terminal goes on in the next row; a full row alone does not", () => {
  const terminal = new Terminal(4);
  terminal.write("abcd\r\nefghij\r\nk");
  expect(terminal.rows).toEqual(["abcd", "efgh", "ij", "k"]);
});

const drawn = [
  { seconds: 0, text: "start\n" },
  { seconds: 10, text: "10 %\r" },
  { seconds: 10.5, text: "20 %\r" },
  { seconds: 30, text: "30 %\r\n" },
];

test("rows stand from one moment to another, no oftener than a frame; at the end stands what the terminal shows", () => {
  const { spans, rows, seconds } = spansOf(drawn, { columns: 40, speed: 10, frame: 0.5 });
  expect([rows, seconds]).toEqual([3, 3]);
  expect(spans).toEqual([
    { row: 1, text: "20 %", from: 1, to: 3 },
    { row: 0, text: "start", from: 0, to: null },
    { row: 1, text: "30 %", from: 3, to: null },
  ]);
});

test("an SVG has every row once, each with its moments, and text that is escaped", () => {
  const spans = [
    { row: 0, text: "a < b & c", from: 0, to: 3 },
    { row: 0, text: "end", from: 3, to: null },
  ];
  const svg = animatedSvg({ spans, rows: 1, seconds: 3 }, 20);
  expect(svg).toContain(">a &lt; b &amp; c</text>");
  expect(svg).toContain("@keyframes s0{0%{visibility:visible}27.27%{visibility:hidden}}"); // of 3 + 8 seconds
  expect(svg).toContain("@keyframes s1{0%{visibility:hidden}27.27%{visibility:visible}}");
  expect(svg).toMatch(/prefers-color-scheme:dark.*prefers-reduced-motion/s);
});
