/** AUROC with DeLong's interval, and all figures of a confusion matrix, of n cases in memory. A line is n; the answer `{ seconds }`. */
import { auroc, classificationFigures, confusionMatrix } from "../../dist/statistics/index.js";
import { stream } from "../../dist/util/random.js";
import { answerLines, secondsOf } from "./answer.js";

const CLASSES = ["a", "b", "c"];

await answerLines(async (line) => {
  const random = stream(1, "cases", line);
  const truths = Array.from({ length: Number(line) }, () => CLASSES[random.integer(3)]);
  const predictions = truths.map((truth) => (random.next() < 0.8 ? truth : CLASSES[random.integer(3)]));
  const scores = truths.map((truth) => random.next() + (truth === "a" ? 0.5 : 0));
  const positive = truths.map((truth) => truth === "a");
  const curve = await secondsOf(async () => auroc(scores, positive));
  const counts = await secondsOf(async () => classificationFigures(confusionMatrix(CLASSES, truths, predictions)));
  return { seconds: curve, countSeconds: counts };
});
