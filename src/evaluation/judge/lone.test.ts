import { describe, expect, test } from "vitest";
import { plainly } from "../../../tests/support/made-predictions.ts";
import { stream } from "../../util/random.ts";
import { judge } from "./judge.ts";

/** By class how many patients it has, of 6 images each, whose probabilities are of the patient's own. */
function partOf(patientsOf: Readonly<Record<string, number>>) {
  const random = stream(1, "lone");
  const classes = Object.keys(patientsOf);
  const rows = classes.flatMap((label) =>
    Array.from({ length: patientsOf[label]! }, (_, patient) => {
      const own = random.next();
      return Array.from({ length: 6 }, () => {
        const powers = classes.map((name) => Math.exp(own + 2 * random.next() + (name === label ? 0.4 : 0)));
        const sum = powers.reduce((a, b) => a + b);
        const probabilities = powers.map((power) => power / sum);
        const prediction = classes[probabilities.indexOf(Math.max(...probabilities))]!;
        return { patient: `${label} ${patient}`, path: "", label, prediction, probabilities };
      });
    }).flat(),
  );
  return { predictions: { classes, rows }, patients: rows.map(({ patient }) => patient) };
}

const judged = (patientsOf: Readonly<Record<string, number>>) => {
  const { predictions, patients } = partOf(patientsOf);
  return judge(predictions, { ...plainly(null), patients });
};

const alone = (reason: unknown) => ({ estimate: expect.any(Number), low: null, high: null, reason });

describe("of a class of which one patient was seen", () => {
  const metrics = judged({ normal: 1, pneumonia: 5, covid: 5 });
  const reason = "normal has one patient: nothing tells how far another would differ";
  const [normal, pneumonia] = metrics.classes;

  test("what needs the class has no interval, with the reason", () => {
    const { macro, mcc, kappa } = metrics;
    for (const figure of [normal!.auroc, normal!.averagePrecision, macro.auroc, macro.averagePrecision, mcc, kappa])
      expect(figure).toMatchObject({ ...alone(reason), n: 11 });
    const [{ roc, precisionRecall }] = metrics.curves as [(typeof metrics.curves)[number]];
    for (const band of [roc!.band, precisionRecall!.band, { ...metrics.decision[0]!.model, ...metrics.decision[0]! }])
      expect(band.method).toMatch(/^none: normal has one patient/);
    expect(
      [...roc!.band.low, ...precisionRecall!.band.high, ...metrics.decision[0]!.gain.low].every((x) => x === null),
    ).toBe(true);
  });

  test("the others keep theirs, as do figures of all images and means from the classes' own intervals", () => {
    const { macro, accuracy, balancedAccuracy, calibration, micro } = metrics;
    const { logLoss, brier, confidence } = calibration.after;
    const figures = [pneumonia!.auroc, accuracy, balancedAccuracy, macro.f1, logLoss, brier, confidence.error];
    for (const { low, high } of [...figures, micro!.auroc]) expect(high! - low!).toBeGreaterThan(0.01);
    expect(normal!.sensitivity).toMatchObject({ n: 1, low: expect.any(Number) });
  });
});

describe("images of one patient are never counted as independent", () => {
  test("with one patient of each class", () => {
    const metrics = judged({ normal: 1, covid: 1 });
    for (const { auroc, averagePrecision } of metrics.classes)
      for (const figure of [auroc, averagePrecision, metrics.mcc, metrics.kappa])
        expect(figure).toMatchObject(alone(expect.stringMatching(/^(normal|covid) has one patient: nothing tells/)));
    expect(metrics.calibration.after.logLoss).toMatchObject({
      n: 2,
      method: expect.stringMatching(/jackknife of clusters/),
    });
  });

  test("with one patient in all", () => {
    const { accuracy, calibration } = judged({ normal: 1, covid: 0 });
    const { logLoss, brier, confidence } = calibration.after;
    for (const figure of [logLoss, brier, confidence.error])
      expect(figure).toMatchObject(alone("the part has one patient: nothing tells how far another would differ"));
    expect(accuracy.n).toBe(1);
  });
});
