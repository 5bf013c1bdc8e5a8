import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCsv, parseCsv, requireColumns } from "./csv.ts";

describe("CSV", () => {
  it("is written as RFC 4180 says", () => {
    const text = formatCsv(
      ["path", "label"],
      [
        ["a,b.png", 'the "left" one'],
        ["c.png", null],
        ["d.png", 0.5],
      ],
    );
    expect(text).toBe('path,label\r\n"a,b.png","the ""left"" one"\r\nc.png,\r\nd.png,0.5\r\n');
  });

  it("never holds what is not a number", () => {
    expect(() => formatCsv(["loss"], [[Number.NaN]])).toThrow(RangeError);
    expect(() => formatCsv(["loss"], [[Number.POSITIVE_INFINITY]])).toThrow(RangeError);
  });

  it("comes back as it was written", () => {
    const cell = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            cell,
            cell.map((text) => `x${text}`),
          ),
        ),
        (rows) => {
          const table = parseCsv(formatCsv(["a", "b"], rows), "table.csv");
          expect(table.rows.map((row) => [row.field("a"), row.field("b")])).toEqual(rows);
        },
      ),
    );
  });

  it("is read with a byte order mark, plain line ends and empty lines; rows know their line", () => {
    const { columns, rows } = parseCsv('\ufeffpath,label\na.png,x\n\n"b\n.png",y\n', "table.csv");
    expect(columns).toEqual(["path", "label"]);
    expect(rows.map((row) => [row.line, row.field("path"), row.field("nothing")])).toEqual([
      [2, "a.png", ""],
      [5, "b\n.png", ""],
    ]);
  });

  it.each([
    ["", "E_CSV_EMPTY"],
    ["path,label\na.png\n", "E_CSV_SYNTAX"],
    ['path,label\n"a.png,x\n', "E_CSV_SYNTAX"],
    ["path,path\na,b\n", "E_CSV_COLUMNS"],
  ])("%j is refused", (text, code) => {
    expect(() => parseCsv(text, "table.csv")).toThrow(expect.objectContaining({ code }));
  });

  it("says which columns are missing", () => {
    const table = parseCsv("path,diagnosis\n", "table.csv");
    expect(() => requireColumns(table, ["path", "label"], "table.csv")).toThrow("the table lacks label");
  });
});
