/** The price of mistakes as a page: a section for each task, tests in colour, points in figures and tables. */
import { expect, test } from "vitest";
import { madePrice } from "../../tests/support/price.ts";
import { pricePage } from "./price.ts";

const page = pricePage(madePrice);

test("names the tasks in words, with the accuracy of all mistakes", () => {
  expect(page).toContain("<dt>Covid against the rest</dt><dd>accuracy with all mistakes: 0.900 (0.850 to 0.940)</dd>");
  expect(page).toContain('All classes</h2><p class="over">multi</p>');
  expect(page.match(/What each mistake was worth:/g)).toHaveLength(1);
  expect(page).toContain("3 mistakes of the published method, nasnetmobile on &lt;data&gt;");
});

test("worth is told in points, tests in colour, with methods of both kinds of rows", () => {
  expect(page).toContain("<title>red | blue: +10.0 (+5.0 to +14.0)</title>");
  expect(page).toContain("<title>split: −2.0 (−7.0 to +2.0)</title>");
  expect(page.match(/class="dot main"/g)).toHaveLength(2); // wide and narrow
  expect(page).toContain("and tested (Newcombe). Grey: not tested (MOVER).");
});

test("numbers stand in tables behind the plot, notes below", () => {
  const [row] = page.match(/<tr><th scope="row">red \| blue<\/th>.*?<\/tr>/)!;
  expect(row).toContain('<span class="estimate">+10.0</span> <span class="bounds">+5.0 to +14.0</span>');
  expect(row).toMatch(/>&lt;0\.001<\/td><td[^>]*>&lt;0\.001<\/td><td[^>]*>McNemar, mid-p<\/td>/);
  expect(page).toContain("<li>Prices are made up.</li>");
});
