/** Which form of a step is chosen: on a runtime that is what it says, and on some whose blocks are not. */
import { expect, test } from "vitest";
import { blockSize, nodeRuntime, type Runtime, type Session } from "../runtime/index.ts";
import { chooseTarget } from "./choose-target.ts";

const cpu = nodeRuntime({ threads: 1 });
const block = await blockSize(cpu);

/** The CPU, on which steps in blocks run in another way. */
function withRun(run: (session: Session) => Session["run"]): Runtime {
  return {
    name: "a CPU",
    async open(graph, options) {
      const session = await cpu.open(graph, options);
      const isStep = graph.nodes.length > 1 && graph.nodes.some(({ domain }) => domain === "com.microsoft.nchwc");
      if (!isStep) return session;
      return {
        run: run(session),
        typesOf: (feeds) => session.typesOf(feeds),
        writingTo: (places) => session.writingTo(places),
        release: () => session.release(),
      };
    },
  };
}

/** Sessions whose numbers are changed. */
function changed(change: (value: number) => number): (session: Session) => Session["run"] {
  return (session) => async (feeds) =>
    new Map([...(await session.run(feeds))].map(([name, values]) => [name, values.map(change)]));
}

test("blocks where the processor has them", async () => {
  const { target, why } = await chooseTarget(cpu);
  expect(target).toEqual(block === null ? "generic" : { blocked: block });
  expect(why === null).toBe(block !== null);
});

test.each<[string, (session: Session) => Session["run"], RegExp]>([
  [
    "give other gradients",
    changed((value) => 1.001 * value),
    /^in blocks of \d+ a trial step's gradient of \w+ is .*e-[34] off$/,
  ],
  ["give no numbers", changed(() => Number.NaN), /is Infinity off$/],
  ["fail", () => () => Promise.reject(new Error("no kernel")), /failed: no kernel$/],
])("generic where blocks %s", async (_, run, reason) => {
  const { target, why } = await chooseTarget(withRun(run));
  expect(target).toBe("generic");
  expect(why).toMatch(block === null ? /has no blocked layout/ : reason);
});

test("generic where the runtime does not know the domain", async () => {
  const plain: Runtime = { name: "a browser", open: () => Promise.reject(new Error("unknown domain")) };
  expect(await chooseTarget(plain)).toEqual({
    target: "generic",
    why: "a browser has no blocked layout on this processor",
  });
});
