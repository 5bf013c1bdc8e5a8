/** Reports in a browser: axe finds nothing, on wide and narrow screens, light and dark; they ask no network; the slider moves the threshold. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comparisonPage, pricePage, reportPage } from "../../src/report/index.ts";
import { findChromium, noBrowser } from "../support/chromium.ts";
import { madeComparison } from "../support/comparison.ts";
import { madePrice } from "../support/price.ts";
import { madeCrossValidation, madeMaterial } from "../support/report-material.ts";

declare global {
  /** In the page, once axe is there. */
  var axe: { run(): Promise<AxeResults> };
}

const missing = noBrowser();
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const binary = reportPage(madeMaterial({ names: ["rest", "covid"], binary: true, opened: false }));
const [task] = madeComparison.tasks;
const named = task!.rows.map((row) => ({ ...row, values: { ...row.values, run: row.runs[0]! } }));
const twoTasks = [task!, { task: "binary:covid", positive: "covid", rows: named }];
const comparison = comparisonPage({ ...madeComparison, tasks: twoTasks }).replaceAll("<details", "<details open");
const price = pricePage(madePrice).replaceAll("<details", "<details open");
const multi = reportPage(madeMaterial({ names: ["covid", "<b>normal", "pneumonia"], binary: false, opened: true }));
const folds = reportPage(madeCrossValidation({ names: ["covid", "normal", "pneumonia"], binary: false }));

describe.skipIf(missing !== undefined)(`reports in a browser${missing === undefined ? "" : ` (${missing})`}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    // Debian's Chromium does not start as root inside its sandbox; the page is our own.
    browser = await chromium.launch({ executablePath: findChromium()!, args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());

  async function open(content: string, width: number, colorScheme: "light" | "dark") {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    const asked: string[] = [];
    page.on("request", (request) => request.url().startsWith("data:") || asked.push(request.url()));
    await page.setContent(content);
    return { page, asked };
  }

  test.each([
    ["binary", binary, 8],
    ["multi", multi, 12],
  ])("%s, on paper: its pages are filled", async (_name, content, most) => {
    const { page } = await open(content, 1360, "light");
    const paper = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
    await page.close();
    const pages = paper.match(/\/Type \/Page\b/g)!.length;
    expect([pages > 3, pages <= most], `${pages} pages`).toEqual([true, true]);
  });

  test.each([
    ["binary", 1360, "light", binary],
    ["binary, tables open", 390, "dark", binary.replaceAll("<details", "<details open")],
    ["multi", 1360, "dark", multi],
    ["multi", 390, "light", multi],
    ["folds", 1360, "light", folds],
    ["folds, tables open", 390, "dark", folds.replaceAll("<details", "<details open")],
    ["comparison", 1360, "light", comparison],
    ["comparison", 390, "dark", comparison],
    ["price", 1360, "light", price],
    ["price", 390, "dark", price],
  ] as const)("axe finds nothing: %s, %i pixels, %s", async (_name, width, scheme, content) => {
    const { page, asked } = await open(content, width, scheme);
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(() => axe.run());
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)).toEqual([]);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
    expect(asked).toEqual([]);
    await page.close();
  });

  test("the contents show which section is read", async () => {
    const { page } = await open(binary, 1360, "light");
    const current = page.locator("nav a[aria-current]");
    for (const id of ["decision", "data", "again"]) {
      await page.evaluate((name) => document.getElementById(name)!.scrollIntoView({ behavior: "instant" }), id);
      await page.waitForFunction(
        (hash) => document.querySelector("nav a[aria-current]")?.getAttribute("href") === hash,
        `#${id}`,
      );
      expect(await current.count()).toBe(1);
    }
    await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
    await page.waitForFunction(() => document.querySelector("nav a[aria-current]") === null);
    await page.close();
  });

  test.each([
    [1200, binary],
    [1200, comparison],
    [420, binary],
    [360, multi],
    [420, comparison],
    [1200, price],
    [420, price],
    [420, folds],
  ])("no table is scrolled sideways at %i pixels: it is narrow enough, or stacked", async (width, content) => {
    const { page } = await open(content.replaceAll("<details", "<details open"), width, "light");
    const wide = await page
      .locator(".scroll")
      .evaluateAll((all) => all.filter((box) => box.scrollWidth > box.clientWidth).map(({ ariaLabel }) => ariaLabel));
    await page.close();
    expect(wide).toEqual([]);
  });

  test("the command is copied by keyboard, also where pages have no clipboard", async () => {
    const { page } = await open(binary, 1200, "light");
    const button = page.locator(".command button");
    const copied: string[] = [];
    await page.exposeFunction("keep", (text: string) => void copied.push(text));
    await page.evaluate(() => {
      const keep = (globalThis as unknown as { keep: (text: string) => void }).keep; // as exposed above
      document.addEventListener("copy", () => keep(getSelection()!.toString()));
    });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".command [role=status]")?.textContent === "Copied");
    expect(copied).toEqual(["roentgen train data/ \\\n  --patient-from '^(p\\d+)_'"]);
    await page.close();
  });

  test("the slider shows the row of its threshold", async () => {
    const { page } = await open(binary, 1360, "light");
    const slider = page.locator("#slider-0");
    await slider.focus();
    await page.keyboard.press("Home");
    const first = await page.locator(".readout dd").allTextContents();
    await page.keyboard.press("ArrowRight");
    const second = await page.locator(".readout dd").allTextContents();
    const rows = await page
      .locator(".explorer tbody tr")
      .evaluateAll((all) => all.slice(0, 2).map((row) => [...row.children].map((cell) => cell.textContent)));
    expect([first, second]).toEqual(rows);
    await page.close();
  });
});
