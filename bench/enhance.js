/**
 * roentgen enhance beside OpenCV on the same folder, both on two cores, in turns; the medians, and their ratio.
 * `ROENTGEN_PEER_PYTHON=python node bench/enhance.js FOLDER [ROUNDS]` (opencv-python-headless, numpy). Needs dist/.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder, roundsText = "5"] = process.argv.slice(2);
const python = process.env.ROENTGEN_PEER_PYTHON;
if (folder === undefined || python === undefined) {
  throw new Error("usage: ROENTGEN_PEER_PYTHON=python node bench/enhance.js FOLDER [ROUNDS]");
}
const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version, dependencies } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
const scratch = mkdtempSync(join(tmpdir(), "roentgen-bench-"));

/** The child process writes its peak memory (kilobytes) on its way out. */
const reportPeak = `data:text/javascript,process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS))`;

function ours() {
  const args = ["--import", reportPeak, inRoot("dist/cli/main.js"), "enhance", folder, join(scratch, "ours")];
  const run = `${process.execPath} "$@" 2>&1`;
  const text = execFileSync("sh", ["-c", run, "sh", ...args, "--size", "224", "--jobs", "2", "--json"], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const { written, seconds } = JSON.parse(text.split("\n").findLast((line) => line.includes('"type":"enhance"')));
  return { images: written, seconds, peakMegabytes: Number(/peak (\d+)/.exec(text)[1]) / 1024 };
}

function opencv() {
  const text = execFileSync(python, [inRoot("bench/peers/enhance_opencv.py"), folder, join(scratch, "opencv")]);
  return JSON.parse(text.toString());
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const rounds = Array.from({ length: Number(roundsText) }, () => ({ ours: ours(), opencv: opencv() }));
rmSync(scratch, { recursive: true });
const rate = (name) => median(rounds.map((round) => round[name].images / round[name].seconds));
const peak = (name) => Math.round(median(rounds.map((round) => round[name].peakMegabytes)));
console.log(
  `roentgen ${version}, Node ${process.versions.node}, sharp ${dependencies.sharp}; ${rounds[0].opencv.versions}`,
);
console.log(`${rounds[0].ours.images} images, two cores, ${rounds.length} rounds in turns, medians`);
console.log(`roentgen  ${rate("ours").toFixed(1)} images/s, ${peak("ours")} MB`);
console.log(`OpenCV    ${rate("opencv").toFixed(1)} images/s, ${peak("opencv")} MB (its processes together)`);
console.log(`ratio     ${(rate("ours") / rate("opencv")).toFixed(2)}`);
