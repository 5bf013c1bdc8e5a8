/** The page of a made-up run: its order, its marks, its numbers from metrics.json, and names that look like markup. */
import { expect, test } from "vitest";
import { madeCrossValidation, madeMaterial } from "../../tests/support/report-material.ts";
import type { PartMetrics } from "../run/index.ts";
import { modelCard } from "./model-card.ts";
import { reportPage } from "./report.ts";

const sealed = madeMaterial({ names: ["rest", `<b>&"`], binary: true, opened: false });
const page = reportPage(sealed);
const opened = reportPage(madeMaterial({ names: ["covid", "normal", "pneumonia"], binary: false, opened: true }));

const count = (text: string, what: string): number => text.split(what).length - 1;

test("the same material gives the same bytes, under 2 MB", () => {
  expect(reportPage(sealed)).toBe(page);
  expect(page.length).toBeLessThan(2_000_000);
});

test("sections stand in the order in which a reviewer asks", () => {
  const ids = [...page.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual(
    "question data learning confusion ranking calibration decision thresholds enhancement mistakes ledger limits again".split(
      " ",
    ),
  );
  expect(page.indexOf("<h1>")).toBeLessThan(page.indexOf("<section"));
});

test("names are text, never markup", () => {
  for (const text of [page, opened]) expect(text).not.toMatch(/<b>&"|<it>/);
  expect(page).toContain("&lt;b&gt;&amp;&quot;");
  expect(opened).toContain("to see &lt;it&gt; &amp; &quot;know&quot;");
});

test("no id stands twice, and what is labelled by one is there", () => {
  for (const text of [page, opened]) {
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    expect(ids.length - new Set(ids).size).toBe(0);
    const asked = [...text.matchAll(/ (?:aria-labelledby|for)="([^"]+)"/g)].flatMap(([, names]) => names!.split(" "));
    expect(asked.filter((id) => !ids.includes(id))).toEqual([]);
  }
});

test("nothing is asked of a network", () => {
  for (const text of [page, opened]) expect(text).not.toMatch(/(?:src|href)="(?!data:|#)|url\(|@import|fetch\(/);
});

test("figures are those of metrics.json, with their intervals", () => {
  const { accuracy, confusion } = sealed.metrics.validation!;
  const [estimate, low, high] = [accuracy.estimate!, accuracy.low!, accuracy.high!].map((value) => value.toFixed(3));
  expect(page).toContain(
    `Accuracy <strong>${estimate}</strong> <span class="interval">95 % interval ${low} to ${high}`,
  );
  for (const number of confusion.counts.flat()) expect(page).toContain(`>${number}</text>`);
});

test("an estimate without an interval stands with the reason, in the page and in the model card", () => {
  const reason = "every resample gives 0.667";
  const alone = { estimate: 2 / 3, low: null, high: null, n: 6, method: "a method", reason };
  const validation = sealed.metrics.validation!;
  const classes = validation.classes.map((each) => ({ ...each, auroc: alone, sensitivity: alone }));
  const metrics = { ...sealed.metrics, validation: { ...validation, accuracy: alone, classes } };
  const page = reportPage({ ...sealed, metrics });
  expect(page).toContain(`<strong class="doubted">0.667</strong> <span class="interval">no interval: ${reason}</span>`);
  expect(page).toContain("AUROC <strong>0.667</strong> (no interval)");
  expect(page).toContain(">no interval</text>");
  expect(page).toMatch(/>0\.667<\/td><td[^>]*>no interval: every resample gives 0\.667<\/td><td[^>]*>6</);
  expect(modelCard({ ...sealed, metrics })).toContain(`| AUROC | 0.667 (no interval: ${reason}) | 6 |`);
});

test("a figure has a title, what is seen in it, a caption and its numbers", () => {
  const figures = page.split("<figure>").slice(1);
  expect(figures.length).toBeGreaterThan(8);
  for (const figure of figures) {
    expect(figure).toMatch(/<svg class="drawing" id="[^"]+" role="img" aria-labelledby=/);
    expect(figure).toMatch(/<title id=[^>]+>[^<]+<\/title><desc id=[^>]+>[^<]+</);
    expect(figure).toMatch(/<figcaption>[^<]+\.<\/figcaption>/);
  }
  expect(figures.filter((figure) => figure.includes("<details>")).length).toBe(figures.length - 1); // the rate stands with the curves
});

test("each section that shows validation is marked, once", () => {
  const sections = page.split("<section ").slice(1);
  const shown = sections.filter((section) => /Validation\.|, validation</.test(section));
  expect(shown.length).toBeGreaterThan(4);
  expect(shown.map((section) => count(section, "this part chose the weights"))).toEqual(shown.map(() => 1));
  expect(page.split("</header>")[0]).toContain("this part chose the weights");
});

test("of several classes the first stands open, the others unfold, and how they were made is said once", () => {
  for (const id of ["ranking", "calibration", "thresholds"]) {
    const section = opened.split(`id="${id}"`)[1]!.split("</section>")[0]!;
    const folds = [...section.matchAll(/<details class="fold"><summary>([^<]+)</g)].map(([, name]) => name!);
    expect(folds.map((name) => /normal|pneumonia/.exec(name)?.[0])).toEqual(["normal", "pneumonia"]);
    expect(section.match(/Bands are 95 % intervals|whiskers are 95 % intervals|No band is drawn/g)).toHaveLength(1);
  }
  expect(page).not.toContain('class="fold"');
});

test("a caption speaks of a band only where one is drawn", () => {
  const ranking = opened.split('id="ranking"')[1]!.split("</section>")[0]!; // of a model without a mistake: one and the same curve
  expect(ranking).toContain("No band is drawn: every resample gave the same curve");
  expect(opened.split('id="decision"')[1]!.split("</section>")[0]).toContain("Bands are 95 % intervals: percentile");
});

test("the first opening of the test part judges, unmarked", () => {
  const header = opened.split("</header>")[0]!;
  expect(header).toContain("test images");
  expect(header).not.toContain("this part chose");
  expect(opened.split('id="confusion"')[1]!.split("</section>")[0]).toContain("this part chose the weights");
});

test("a test part that was opened again is told, in the header, in Limits and in the model card", () => {
  const material = madeMaterial({ names: ["covid", "normal", "pneumonia"], binary: false, opened: true });
  const again = {
    ...material,
    ledger: [1, 2, 3].map((opening) => ({ ...material.ledger[0]!, opening, previous: opening === 1 ? null : "b" })),
  };
  const told = "The test part was opened 3 times: these are the figures of its first, when it was unseen.";
  const page = reportPage(again);
  const [figures, limits] = modelCard(again).split("## Limits");
  const places = [page.split("</header>")[0]!, page.split('id="limits"')[1]!, figures!, limits!];
  expect(places.map((text) => text.includes(told))).toEqual([true, true, true, false]);
  expect(opened).not.toContain("The test part was opened");
});

test("claims a number of patients where all are known, else says of how many images they are not", () => {
  const material = sealed;
  const validation = material.metrics.validation!;
  const headerOf = (patients: number | null, unit: "image" | "patient", patientOf: (place: number) => string | null) =>
    reportPage({
      ...material,
      images: material.images.map((image, place) => ({ ...image, patient: patientOf(place) })),
      metrics: { ...material.metrics, validation: { ...validation, patients, unit } },
    }).split("</header>")[0];
  const trained = "none of which the model was trained on.";
  expect(headerOf(30, "patient", (place) => `p${Math.floor(place / 2)}`)).toContain(
    `On 60 validation images of 30 patients, ${trained} Intervals count patients, not images, as independent.<`,
  );
  expect(page.split("</header>")[0]).toContain(
    `On 60 validation images, ${trained} Intervals count patients, not images, as independent: 36 of them, since 6 images of an unknown patient count as one each.<`,
  );
  expect(headerOf(null, "image", () => null)).toContain(
    `On 60 validation images, ${trained} Their patients are not known.<`,
  );
});

test("too few patients are told in the header, in Limits and in the model card", () => {
  const validation = { ...sealed.metrics.validation!, patients: 5 };
  const few = { ...sealed, metrics: { ...sealed.metrics, validation } };
  const told = "5 patients: intervals of fewer than 6 patients are too narrow";
  const [figures] = modelCard(few).split("## Limits");
  const page = reportPage(few);
  const places = [page.split("</header>")[0]!, page.split('id="limits"')[1]!, figures!];
  expect(places.map((text) => text.includes(told))).toEqual([true, true, true]);
  expect(reportPage(sealed)).not.toContain("too narrow");
});

const sectionOf = (page: string, id: string): string => page.split(`<section id="${id}"`)[1]!.split("</section>")[0]!;

test("of a cross-validation says who judged each image, and that the mean of its models was not judged", () => {
  const material = madeCrossValidation({ names: ["covid", "normal"], binary: false });
  const page = reportPage(material);
  const [header, sections] = page.split("</header>");
  expect(page.match(/\btest (?:images|set)|Test\.|, test\b|>Test\b/g)).toBeNull();
  expect(count(sections!, "Out of fold")).toBeGreaterThan(4);
  expect(sections).toContain("A cross-validation has none: each image is judged by the fold's model");
  expect(header).toContain(
    "On 60 images, each judged by the fold's model that was not trained on it. Intervals count patients, not images, as independent: 144 of them, since 24 images of an",
  );
  expect(page).toContain("The model of this run is their mean, which has seen every image");
  expect(sections).toContain(">5 folds</text>");
  expect(sections).toContain("Each fold has learned by itself");
  expect(modelCard(material)).toContain("images in 5 folds of");
  expect(modelCard(material)).toContain("On 60 images out of fold, with 95 % intervals");
});

test("a cross-validation has folds, no parts, and claims neither a choice nor a calibration that its folds may not have made", () => {
  const material = madeCrossValidation({ names: ["covid", "normal"], binary: true });
  const page = reportPage({ ...material, config: { ...material.config, enhance: true } });
  expect(sectionOf(page, "thresholds")).toContain("The threshold is the mean of those of the folds' models.");
  expect(sectionOf(page, "thresholds")).not.toContain("chose");
  expect(sectionOf(page, "calibration")).toContain("Each image has the probabilities of its fold's model.");
  expect(sectionOf(page, "enhancement")).toContain("<p>Images, enhanced by ");
  expect(sectionOf(page, "ranking")).toContain("AUROC and average precision are means over the folds, each ranked by ");
  expect(sectionOf(reportPage(sealed), "ranking")).not.toContain("folds");
  for (const id of ["data", "limits"]) {
    expect(sectionOf(page, id)).not.toMatch(/(?:several parts|one part)\b/);
    expect(sectionOf(page, id)).toMatch(/(?:several folds|one fold)\b/);
  }
});

test("each fold of a cross-validation is told with its figures, as metrics.json has them, and that their spread is no interval", () => {
  const material = madeCrossValidation({ names: ["covid", "<b>normal"], binary: true });
  const text = sectionOf(reportPage(material), "folds");
  expect(text).toContain("How far the folds lie apart is no interval of the model");
  const { folds, metrics } = material.metrics.outOfFold!;
  for (const { fold, images, classes, accuracy, sensitivity } of folds) {
    const row = text.split(new RegExp(`<th scope="row"[^>]*>${fold}</th>`))[1]!.split("</tr>")[0]!;
    const cells = [...row.matchAll(/>([^<>]*)<\/td>/g)].map(([, cell]) => cell);
    const kept = fold === 0 ? "the start" : `fine-tuning ${fold}`;
    expect(cells).toEqual([images, "–", ...classes.map((each) => each.images), kept].map(String));
    for (const [name, figure] of Object.entries({ accuracy, sensitivity }))
      expect(text).toMatch(new RegExp(`>${name}, fold ${fold}</th>.*?>${figure.estimate!.toFixed(3)}<`));
  }
  expect(count(text, "<svg")).toBe(4);
  expect(text).toMatch(new RegExp(`>accuracy, all folds</th>.*?>${metrics.accuracy.estimate!.toFixed(3)}<`));
  expect(text).toContain("AUROC, sensitivity and specificity are those of &lt;b&gt;normal.");
  expect(text).not.toContain("<b>normal");
  const card = modelCard(material);
  expect(card).toContain("Fold by fold. How far the folds lie apart is no interval of the model");
  expect(card).toMatch(/^\| 4 \| 12 \| – \| fine-tuning 4 \| /m);
  expect(page).not.toContain('id="folds"');
});

test("a threshold that was given is not told as chosen", () => {
  const section = sectionOf(page, "thresholds");
  expect(section).toContain("given, in use<");
  expect(section).toContain("at least so much; one that is given was not chosen.");
});

test("names keep their letters", () => {
  const capitals = reportPage(madeMaterial({ names: ["normal", "COVID"], binary: true, opened: false }));
  expect(capitals).toContain("Band of precision over recall of COVID");
});

test("says once that it is no medical device", () => {
  for (const text of [page, opened]) expect(count(text, "This is research software, not a medical device")).toBe(1);
});

test("tells that of one class patients are known and of another they are not", () => {
  const images = sealed.images.map((image, i) => ({ ...image, patient: image.label === "rest" ? null : `p${i}` }));
  expect(reportPage({ ...sealed, images })).toContain(
    "The patient is known of 120 of 120 images of &lt;b&gt;&amp;&quot; and 0 of 120 images of rest: these classes may come from different collections",
  );
  expect(page).not.toContain("different collections");
});

test("the weights are the best of their phase, and where an earlier phase was better, that is told", () => {
  const history = sealed.history.map((row, i) => ({
    ...row,
    validationAccuracy: [0.8876, 0.8, 0.79, 0.8107, 0.78][i]!,
  }));
  const told =
    "Fine-tuning was no better on validation: an accuracy of 0.811 in epoch 4 (fine-tuning), whose weights these are, and 0.888 before it, in epoch 1 (frozen). Of 60 images, without an interval, that may be chance.";
  const section = reportPage({ ...sealed, history })
    .split('id="learning"')[1]!
    .split("</section>")[0]!;
  expect(section).toContain(
    "The ring is epoch 4, the best of fine-tuning by its accuracy on validation, whose weights were kept.",
  );
  expect(section).toContain(told);
  expect(modelCard({ ...sealed, history })).toContain(told.slice(0, 70));
  expect(page).not.toContain("was no better");
});

test("says in plain words what an interval is", () => {
  expect(page.split("</header>")[0]).toContain("Its 95 % interval says by how much it may be off by chance");
});

test("epochs of fine-tuning are told, also where only those of both phases are given", () => {
  const { config } = sealed;
  const told = (fineTuneEpochs: number | { total: number }): string =>
    reportPage({ ...sealed, config: { ...config, decided: { ...config.decided, fineTuneEpochs } } });
  expect(told(7)).toContain("then at most 7 of fine-tuning at ");
  expect(told({ total: 81 })).toContain("then fine-tuning, at most 81 of both, at ");
});

test("images that an epoch leaves out are told, of a run with batch statistics", () => {
  const { config, images } = sealed;
  const trained = images.filter(({ split }) => split === "train").length;
  const told = (decided: object): string =>
    reportPage({ ...sealed, config: { ...config, decided: { ...config.decided, fineTuneEpochs: 7, ...decided } } });
  const some = `an epoch of fine-tuning leaves out 5 of ${trained} images, other ones in turn, as they fill no micro-batch of ${trained - 5}`;
  expect(trained).toBeGreaterThan(10);
  expect(told({ normalisation: "batch", microBatch: trained - 5 })).toContain(some);
  for (const none of [
    { normalisation: "batch", microBatch: trained },
    { normalisation: "stored", microBatch: trained - 5 },
    { normalisation: "batch", microBatch: trained - 5, fineTuneEpochs: 0 },
  ])
    expect(told(none)).not.toContain("leaves out");
});

test("says from which probability on it decides", () => {
  expect(page).toContain("the probability of &lt;b&gt;&amp;&quot;, from 0.500 on<");
});

test("tells what the run itself limits", () => {
  expect(page).toContain("24 images the patient is not known");
  expect(page).toContain("cannot be read");
  expect(opened).toContain("Of 60 images there are only 20 of covid, 20 of normal and 20 of pneumonia");
});

test("predictive values of a later opening are shown where its other figures are the same, and else are told of", () => {
  const material = madeMaterial({ names: ["covid", "normal", "pneumonia"], binary: false, opened: true });
  const [first] = material.metrics.test;
  const { accuracy } = first!.metrics;
  const value = { name: "covid", prevalence: 0.05, precision: accuracy, npv: accuracy };
  const pageWith = (change: Partial<PartMetrics>): string => {
    const later = { opening: 2, metrics: { ...first!.metrics, predictiveValues: [value], ...change } };
    const none = { ...first!, metrics: { ...first!.metrics, predictiveValues: [] } };
    return reportPage({ ...material, metrics: { ...material.metrics, test: [none, later] } });
  };
  const [alike, other] = [pageWith({}), pageWith({ images: 7 })];
  expect([alike, other].map((text) => text.includes("PPV of covid at a prevalence of 0.050"))).toEqual([true, false]);
  expect([alike, other].map((text) => text.includes("Opening 2 of the test part has"))).toEqual([false, true]);
});
