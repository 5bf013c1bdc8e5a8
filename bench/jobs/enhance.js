/** roentgen enhance beside OpenCV, from files to files. */
import { cpSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { inTurns } from "../in-turns.js";
import { ahead } from "../marks.js";
import { commanded } from "../sides.js";

const COPIES = 8;

export const job = {
  title: "Decode and enhance",
  about: `\`roentgen enhance\`: radiographs are decoded, resized to 224 x 224 (in the last case not), white balanced, enhanced by CLAHE, and written as
PNG; of the ones at full size, ${COPIES} copies. OpenCV does the same in two processes, as the recipe's own code does it. The work alone, without start-up;
OpenCV's memory is that of its processes together.`,
  async measure(bench) {
    if (bench.data === null) return { skipped: "it needs radiographs (--data FOLDER)" };
    const cases = [caseOf(bench, { name: "small files", folder: bench.data, size: "224", mark: ahead })];
    if (bench.originals !== null) {
      const many = copies(bench.originals, join(bench.scratch, "originals"));
      cases.push(caseOf(bench, { name: "files at full size", folder: many, size: "224", mark: ahead }));
      cases.push(
        caseOf(bench, { name: "files at full size, enhanced so", folder: bench.originals, size: "full", mark: null }),
      );
    }
    return { rows: await inTurns(bench, cases) };
  },
};

/** A folder with each file several times: few files would tell of the start alone. */
function copies(folder, target) {
  for (let i = 0; i < COPIES; i++) cpSync(folder, join(target, String(i)), { recursive: true });
  return target;
}

function caseOf(bench, { name, folder, size, mark }) {
  const sized = size === "full" ? [] : ["--size", size];
  const fresh = () => mkdtempSync(join(bench.scratch, "enhanced-"));
  const ours = () => bench.roentgen("enhance", folder, fresh(), ...sized, "--jobs", bench.threads, "--json");
  const theirs = () => bench.peer("enhance_opencv.py", folder, fresh(), size);
  return {
    name,
    unit: "images per second",
    better: "higher",
    rounds: bench.quick ? 1 : bench.rounds,
    mark,
    sides: [
      commanded("Roentgen", ours, ourRate),
      commanded("OpenCV", theirs, theirRate, ({ stdout }) => JSON.parse(stdout)), // its memory and versions, too
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
