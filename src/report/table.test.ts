/** Tables as markup: what is stacked where there is little room, and that names are text. */
import { expect, test } from "vitest";
import { html } from "./html.ts";
import { headedTable, prose, table, withInterval } from "./table.ts";
import { roomOf } from "./table-room.ts";

const few = table({ caption: "few", head: ["", "train"], rows: [["covid", "87"]] }).text;

test("a table that every telephone has room for is never stacked, and its cells carry no names", () => {
  expect(few).toContain('<table class="room-300">');
  expect(few).not.toContain("data-label");
});

test("of a wider one each cell carries its column's whole name", () => {
  const head = ["opening", "when", prose("why"), "accuracy", { name: "true <positives>", short: "TP" }, "model"];
  const row = ["1", "2026-11-27 17:06", "to see", withInterval("0.912", "0.861 to 0.950"), "7", "abc"];
  const wide = headedTable({ caption: "wide", head, rows: [row] }).text;
  expect(wide).toMatch(/<table class="many room-(?:480|540)">/);
  expect(wide).toContain('<abbr title="true &lt;positives&gt;">TP</abbr>');
  expect(wide).toContain('<td data-label="true &lt;positives&gt;">7</td>');
  expect(wide).toContain('<td class="prose" data-label="why">to see</td>');
});

test("a column is of sentences because it says so, and not by its name", () => {
  const classes = table({ caption: "classes", head: ["", "why"], rows: [["images", "many"]] }).text;
  expect(classes).toContain('<td class="words">many</td>');
});

test("numbers stay in one line, other words need not", () => {
  const kinds = [
    "0.912",
    "−0.031 to 0.2",
    "1,124",
    "1e−5",
    "2026-11-27 17:06",
    "–",
    "<0.001",
    "no image",
    "7 patients",
  ];
  const text = table({ caption: "", head: ["", ...kinds], rows: [["a", ...kinds]] }).text;
  const words = [...text.matchAll(/<td class="words"[^>]*>([^<]*)</g)].map(([, cell]) => cell);
  expect(words).toEqual(["no image", "7 patients"]);
});

test("room grows with numbers and with columns, and of sentences with neither", () => {
  const numbers = { head: "", cells: ["0.123 to 0.456"], isProse: false };
  const sentences = { head: "method", cells: ["a long sentence that is broken into lines"], isProse: true };
  expect(roomOf([numbers])).toBe(300);
  expect(roomOf([numbers, numbers, numbers])).toBe(420); // 3 x 14 letters of 7.6 pixels, 2 gaps of 24
  expect(roomOf([sentences, sentences])).toBe(360); // 2 x 150 and a gap
  expect(roomOf([numbers, { ...numbers, cells: [html`<span>0.1</span> <span>0.123 to 0.456</span>`] }])).toBe(300);
  expect(roomOf(Array.from({ length: 20 }, () => numbers))).toBe(780);
});
