import { expect, test } from "vitest";
import { STYLE } from "./style.ts";

test("a box whose table is stacked is as high as its rows: the column is 48 pixels narrower than the page, and 680 at most", () => {
  expect(STYLE).toContain("@media (max-width: 407px) { .scroll:has(> .room-360) { max-height: none; } }");
  expect(STYLE).toContain("@media (max-width: 707px) { .scroll:has(> .room-660) { max-height: none; } }");
  expect(STYLE).toMatch(/^\.scroll:has\(> \.room-720\) \{ max-height: none; \}$/m);
  expect(STYLE).not.toContain(".scroll:has(> .room-300)");
});
