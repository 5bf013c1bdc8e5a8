/** What a run holds open when it ends by an error: nothing. On a base that only pools, by a runtime that counts its sessions. */
import { expect, test } from "vitest";
import { smallPlan } from "../../tests/support/small-plan.ts";
import { GraphBuilder } from "../graph/index.ts";
import { type Base, FEATURES, INPUT } from "../networks/index.ts";
import { nodeRuntime, type Runtime, type Session } from "../runtime/index.ts";
import { undisturbed } from "./control.ts";
import type { TrainingEvent } from "./events.ts";
import { hostEngine } from "./host-engine.ts";
import type { TrainingMeans } from "./means.ts";
import { pixelsInMemory } from "./pixel-source.ts";
import { rowsInMemory } from "./rows.ts";
import { train } from "./train.ts";

const SIZE = 4;

function pooling(): Base {
  const g = new GraphBuilder("pooling");
  const image = g.input(INPUT, { type: "float32", shape: ["N", 3, SIZE, SIZE] });
  g.output(g.op("Flatten", [g.op("GlobalAveragePool", [image])], { axis: 1 }, { name: FEATURES }));
  return { name: "pooling", graph: g.build(), channels: 3, variables: [] };
}

function images(count: number) {
  const data = (i: number) => new Uint8Array(SIZE * SIZE * 3).fill(20 * i);
  const pixels = Array.from(
    { length: count },
    (_, i) => ({ width: SIZE, height: SIZE, channels: 3, data: data(i) }) as const,
  );
  return { images: pixelsInMemory(pixels), places: pixels.map((_, i) => i % 2) };
}

const plan = { ...smallPlan, network: pooling(), imageSize: SIZE, train: images(8), validation: images(4) };

/** Open sessions, by how many there are. */
function counting() {
  const count = { open: 0 };
  const inner = nodeRuntime({ threads: 1 });
  const counted = (session: Session): Session => ({
    run: (feeds) => session.run(feeds),
    typesOf: (feeds) => session.typesOf(feeds),
    writingTo: (places) => session.writingTo(places),
    async release() {
      count.open -= 1;
      await session.release();
    },
  });
  const runtime: Runtime = {
    name: inner.name,
    async open(graph, options) {
      const session = await inner.open(graph, options);
      count.open += 1;
      return counted(session);
    },
  };
  return { count, runtime };
}

test("a run that is interrupted closes what it has opened, and so does one that ends", async () => {
  const { count, runtime } = counting();
  let updates = 0;
  const emit = (event: TrainingEvent): void => {
    if (event.type === "step") updates += 1;
  };
  const meansWith = (stop: boolean): TrainingMeans => ({
    engine: hostEngine(runtime),
    openRows: rowsInMemory,
    cacheFeatures: async (features) => features,
    clock: () => 0,
    control: { ...undisturbed, stopAsked: () => stop && updates > 0 },
  });
  await expect(train(plan, meansWith(true), emit)).rejects.toMatchObject({ code: "E_INTERRUPTED" });
  expect(count.open).toBe(0);
  await train(plan, meansWith(false), emit);
  expect(count.open).toBe(0);
});
