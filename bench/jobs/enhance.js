/** roentgen enhance beside OpenCV, from files to files. */
import { join } from "node:path";
import { inTurns } from "../in-turns.js";
import { ahead } from "../marks.js";
import { commanded } from "../sides.js";

export const job = {
  title: "Decode and enhance",
  about: `\`roentgen enhance\`: radiographs are decoded, resized where told, white balanced, enhanced by CLAHE, and written as PNG. OpenCV does the
same in two processes, as the recipe's own code does it. The work alone, without start-up; OpenCV's memory is that of its processes together.`,
  async measure(bench) {
    if (bench.data === null) return { skipped: "it needs radiographs (--data FOLDER)" };
    const cases = [caseOf(bench, "to 224 x 224", bench.data, "224")];
    if (bench.originals !== null) cases.push(caseOf(bench, "at full size", bench.originals, "full"));
    return { rows: await inTurns(bench, cases) };
  },
};

function caseOf(bench, name, folder, size) {
  const sized = size === "full" ? [] : ["--size", size];
  const ours = bench.roentgen(
    "enhance",
    folder,
    join(bench.scratch, `ours-${size}`),
    ...sized,
    "--jobs",
    bench.threads,
    "--json",
  );
  return {
    name,
    unit: "images per second",
    better: "higher",
    rounds: bench.quick ? 1 : bench.rounds,
    mark: ahead,
    sides: [
      commanded("Roentgen", ours, ourRate),
      commanded(
        "OpenCV",
        bench.peer("enhance_opencv.py", folder, join(bench.scratch, `opencv-${size}`), size),
        theirRate,
        ({ stdout }) => JSON.parse(stdout), // its memory and versions, too
      ),
    ],
  };
}

function ourRate({ stdout }) {
  const { written, seconds } = JSON.parse(stdout.split("\n").findLast((line) => line.includes('"type":"enhance"')));
  return written / seconds;
}

function theirRate({ stdout }) {
  const { images, seconds } = JSON.parse(stdout);
  return images / seconds;
}
