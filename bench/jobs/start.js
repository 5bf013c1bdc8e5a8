/** What a person waits for before anything happens. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { inTurns } from "../in-turns.js";
import { atMost, atMostMore } from "../marks.js";
import { commanded } from "../sides.js";

export const job = {
  title: "Start",
  about: `Whole commands, from start to exit: \`roentgen --help\` beside a Node that does nothing, and \`roentgen predict\` of one radiograph with an
exported NASNetMobile, which is proven by its golden vectors first.`,
  async measure(bench) {
    const cases = [helpCase(bench)];
    if (bench.data !== null) cases.push(await predictCase(bench));
    return { rows: await inTurns(bench, cases) };
  },
};

const milliseconds = ({ seconds }) => 1000 * seconds;

const helpCase = (bench) => ({
  name: "roentgen --help",
  unit: "ms",
  better: "lower",
  warmUp: 1,
  rounds: 2 * bench.rounds,
  mark: atMostMore(100, "100 ms"),
  sides: [
    commanded("roentgen --help", bench.roentgen("--help"), milliseconds),
    commanded("node -e ''", { command: process.execPath, args: ["-e", ""] }, milliseconds),
  ],
});

async function predictCase(bench) {
  const model = await bench.model("nasnetmobile");
  const image = anyFileIn(bench.data);
  return {
    name: "first prediction",
    unit: "ms",
    better: "lower",
    warmUp: 1,
    mark: atMost(1000, "1 s"),
    sides: [
      commanded(
        "roentgen predict",
        bench.roentgen("predict", model, image, "--quiet", "--threads", bench.threads),
        milliseconds,
      ),
    ],
  };
}

function anyFileIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const file = entries.find((entry) => entry.isFile());
  return join(file.parentPath, file.name);
}
