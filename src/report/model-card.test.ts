/** The card's head is what the hub reads; its snippet takes the steps that the image room takes, in their order. */
import { expect, test } from "vitest";
import { parse } from "yaml";
import { madeMaterial } from "../../tests/support/report-material.ts";
import { modelCard } from "./model-card.ts";

const material = madeMaterial({ names: ["rest", "co|vid"], binary: true, opened: true });
const card = modelCard(material);
const [, head, body] = card.split(/^---$/m);

test("the head is YAML with a model index, of which nothing is verified by others", () => {
  const said = parse(head!);
  expect(said).toMatchObject({ library_name: "onnx", pipeline_tag: "image-classification", license: "unknown" });
  const [{ name, results }] = said["model-index"];
  expect(name).toBe("made");
  expect(results.map((result: { dataset: { split: string } }) => result.dataset.split)).toEqual(["test", "validation"]);
  const [accuracy] = results[1].metrics;
  expect(accuracy).toMatchObject({
    type: "accuracy",
    value: material.metrics.validation!.accuracy.estimate,
    verified: false,
  });
  expect(accuracy.name).toContain("this part chose the weights");
});

test("sections, and names that Markdown would take for a table's edge", () => {
  expect([...body!.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual([
    "Model",
    "Intended use",
    "Figures",
    "Use",
    "Data",
    "Training",
    "Limits",
  ]);
  expect(body).toContain("co\\|vid against the rest");
  expect(body).toContain("not a medical device");
});

test("tells every figure of decisions and probabilities, what an interval is, and what the run does not know", () => {
  const { classes, calibration } = material.metrics.test[0]!.metrics;
  const shown = (value: number | null) => value!.toFixed(3);
  const own = classes.find(({ name }) => name === "co|vid")!;
  expect(body).toContain(`| Specificity | ${shown(own.specificity.estimate)} (`);
  expect(body).toContain(`| Negative predictive value | ${shown(own.npv.estimate)} (`);
  expect(body).toContain(`| Brier score | ${shown(calibration.after.brier.estimate)} (`);
  expect(body).toMatch(/\| Calibration error of P\(co\\\|vid\) \| 0\.\d{3} \(/);
  expect(body).toContain("since 6 images of an unknown patient count as one each");
  expect(body).toContain("intervals therefore count patients, not images");
  expect(body).toContain("| co\\|vid | 60 | 30 | 30 |");
  for (const unknown of ["age and sex", "who or what decided on the classes", "Subgroups"])
    expect(body).toContain(unknown);
  expect(body).toContain("Every image is called rest or co\\|vid, also one that shows none of these.");
});

test("the snippet resizes, then balances, then makes grey, then CLAHE", () => {
  const snippet = body!.split("```python")[1]!.split("```")[0]!;
  const prepared = snippet.slice(snippet.indexOf("def prepared"), snippet.indexOf("session ="));
  expect(prepared.indexOf("cv2.resize")).toBeLessThan(prepared.indexOf("enhanced("));
  const places = ['"balance" in', '"clahe" not in', "createCLAHE"].map((step) => snippet.indexOf(step));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(Math.min(...places)).toBeGreaterThan(0);
});
