/**
 * A training run in stages, ours and a peer's in turns: ours is stopped (SIGSTOP) while the peer works on its stage, so that neither disturbs the
 * other and both see the machine in the same minutes.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { peakIn, startAsked, tailOf } from "./process.js";

/**
 * Both sides, ours first: `{ name, seconds: [one for each stage], peakMegabytes, versions }`; the peer is left out where its program is null.
 * ours: `roentgen train ... --json`. A stage is `{ name, end, question }`: ours ends with the event that `end` knows (null: with the process),
 * the peer with its answer to the question. The peer is started in its first stage.
 */
export async function inStages(bench, { ours, peer, stages }) {
  const training = trainingSide(ours);
  const sides = [training, ...(peer === null ? [] : [peerSide(peer)])];
  try {
    return await runStages(bench, sides, stages);
  } finally {
    training.kill();
  }
}

async function runStages(bench, sides, stages) {
  const seconds = sides.map(() => []);
  for (const stage of stages) {
    for (const [i, side] of sides.entries()) {
      const begin = performance.now();
      await side.run(stage);
      seconds[i].push((performance.now() - begin) / 1000);
      bench.tell(`${stage.name}: ${side.name} ${seconds[i].at(-1).toFixed(1)} s`);
    }
  }
  const ends = [];
  for (const side of sides) ends.push(await side.end());
  return sides.map(({ name }, i) => ({ name, seconds: seconds[i], ...ends[i] }));
}

/** Our command, stopped between its stages. */
function trainingSide({ command, args }) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  child.kill("SIGSTOP");
  const status = new Promise((resolve) => child.on("close", resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const told = tailOf(child.stderr);
  const kill = () => child.kill("SIGKILL"); // a stopped process hears nothing else
  process.once("exit", kill);
  return {
    name: "Roentgen",
    kill,
    async run({ end }) {
      child.kill("SIGCONT");
      for (let line = await lines.next(); ; line = await lines.next()) {
        if (line.done && end === null) break;
        if (line.done) throw new Error(`training ended early: ${told()}`);
        if (end?.(JSON.parse(line.value))) break;
      }
      if (end !== null) child.kill("SIGSTOP");
    },
    async end() {
      if ((await status) !== 0) throw new Error(`training failed: ${told()}`);
      return { peakMegabytes: peakIn(told()) };
    },
  };
}

function peerSide(program) {
  let asked;
  return {
    name: "Keras",
    async run({ question }) {
      asked ??= startAsked(program);
      await asked.ask(question);
    },
    end: () => asked.end(),
  };
}

/** The event after the last epoch of a phase. */
export const afterEpochs = (phase, epochs) => (event) =>
  event.type === "epoch" && event.phase === phase && event.epoch === epochs;

/** All images are read, enhanced and divided; the run's folder is there. */
export const afterReading = (event) => event.type === "begun";
