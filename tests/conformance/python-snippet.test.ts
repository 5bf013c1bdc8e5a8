/** The model card's snippet, run in Python, says of images what `predict` says, whatever is done to them before. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createImagePool, encodePng, enhanceDefaults } from "../../src/image/index.ts";
import { type Decided, exportModel, type Judgement, loadModel, predictFiles } from "../../src/model/index.ts";
import { modelCard } from "../../src/report/index.ts";
import { nodeRuntime } from "../../src/runtime/index.ts";
import { meanClassifier } from "../support/mean-classifier.ts";
import { findPython, noPython } from "../support/python.ts";
import { madeMaterial } from "../support/report-material.ts";

interface Said {
  readonly decision: string;
  readonly probabilities: Readonly<Record<string, number>>;
}

const missing = noPython();

describe.skipIf(missing !== undefined)(
  `the model card's snippet${missing === undefined ? "" : ` (${missing})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "roentgen-snippet-"));
    const script = join(folder, "predict.py");
    const images = [0, 1].map((i) => join(folder, `${i}.png`));
    beforeAll(() => {
      const card = modelCard(madeMaterial({ names: ["rest", "covid"], binary: true, opened: false }));
      writeFileSync(script, card.split("```python\n")[1]!.split("```")[0]!);
      for (const [i, path] of images.entries()) {
        const data = Uint8Array.from({ length: 50 * 40 * 3 }, (_, k) => 30 + ((k * (7 + i) + (k * k) / 97) % 171));
        writeFileSync(path, encodePng({ width: 50, height: 40, channels: 3, data }));
      }
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    const binary = { kernel: [[0.02], [-0.01], [0.005]], bias: [-1] };
    const several = {
      kernel: [
        [0.02, 0, 0.01],
        [0, 0.02, 0],
        [-0.01, 0, 0.02],
      ],
      bias: [0, 0.1, -0.2],
    };

    test.each([
      ["as they are", binary, { names: ["rest", "covid"], positive: 1, enhance: null }],
      ["enhanced", binary, { names: ["rest", "covid"], positive: 1, enhance: enhanceDefaults }],
      [
        "with the published grey",
        several,
        { names: ["a", "b", "c"], positive: null, enhance: { ...enhanceDefaults, grey: "published" } },
      ],
      [
        "balanced only",
        several,
        { names: ["a", "b", "c"], positive: null, enhance: { ...enhanceDefaults, steps: ["balance"] } },
      ],
    ] as const)("images %s", async (_name, weights, given) => {
      const path = join(folder, "model.onnx");
      const classifier = meanClassifier(weights, { ...given, imageSize: 32 });
      const decided: Decided = {
        calibration: { kind: "temperature", temperature: 1.5 },
        operatingPoint: given.positive === null ? null : { threshold: 0.4, rule: "0.4" },
      };
      writeFileSync(path, (await exportModel(classifier, decided, nodeRuntime({ threads: 1 }))).bytes);
      const expected = await predicted(path, images);
      for (const [words, kind] of [
        [[], "probabilities"],
        [["--raw"], "raw"],
      ] as const) {
        const lines = execFileSync(findPython()!, [script, path, ...images, ...words], { encoding: "utf8" })
          .trim()
          .split("\n");
        const said = lines.map((line) => JSON.parse(line) as Said);
        expect(said.map(({ decision }) => decision)).toEqual(expected.map(({ decision }) => decision));
        const differences = said.flatMap(({ probabilities }, i) =>
          Object.values(probabilities).map((p, k) => Math.abs(p - expected[i]![kind][k]!)),
        );
        expect(differences.length).toBe(images.length * given.names.length);
        expect(Math.max(...differences)).toBeLessThan(1e-6);
      }
    });
  },
);

async function predicted(path: string, images: readonly string[]): Promise<Judgement[]> {
  const model = await loadModel(path, nodeRuntime({ threads: 1 }));
  const pool = createImagePool({ threads: 1, images: images.length });
  const judgements: Judgement[] = [];
  for await (const result of predictFiles(model, images, pool)) {
    if ("error" in result) throw result.error;
    judgements.push(result.judgement);
  }
  await Promise.all([pool.close(), model.release()]);
  return judgements;
}
