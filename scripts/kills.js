/**
 * Runs that are killed at random moments and gone on with, against the same run undisturbed: every file must have the same bytes but those with times,
 * dates and the machine in them. `node scripts/kills.js [KILLS] [SEED] [OPTIONS OF TRAIN...]`; needs dist/. Ends with status 1 where a file differs.
 *
 * Every second kill waits for a stage of the work and ends the process then, so that short ones have their share; the others come after a random
 * time.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { stream } from "../dist/util/random.js";
import { root } from "./steps.js";

const [kills = 30, seed = 1] = process.argv.slice(2, 4).map(Number);
if (![kills, seed].every((number) => Number.isInteger(number) && number >= 1))
  throw new Error("node scripts/kills.js KILLS SEED [OPTIONS OF TRAIN...]: both are whole numbers from 1");
const folder = mkdtempSync(join(tmpdir(), "roentgen-kills-"));
const random = stream(seed, "kills");
const environment = { ...process.env, NO_COLOR: "1", ROENTGEN_OFFLINE: "1", ROENTGEN_CACHE: join(folder, "cache") };
const SIZES = "--image-size 32 --batch 8 --micro-batch 4 --views 3 --epochs 12 --fine-tune-epochs 3";
const GIVEN = `--weights none ${SIZES} --threads 1 --device cpu --patient-from ^(p\\d+)_`;
const OPTIONS = [...GIVEN.split(" "), ...process.argv.slice(4)];
/** Times, dates and the machine stay out of the other files. */
const SAME = ["manifest.csv", "checkpoint", "model.onnx", "predictions", "metrics.json"];

const command = (...words) => [join(root, "dist/cli/main.js"), ...words];
const train = (run) => command("train", "phantoms", ...OPTIONS, "--out", run, "--quiet");
const goOn = (run) => command("train", "--resume", run, "--quiet");

/** What gets the run further: before its config.json is there, it has not begun. */
function next(run) {
  if (existsSync(join(folder, run, "config.json"))) return goOn(run);
  rmSync(join(folder, run), { recursive: true, force: true });
  return train(run);
}

function must(words) {
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, env: environment, encoding: "utf8" });
  if (status !== 0) throw new Error(`${words.slice(1).join(" ")}: status ${status}\n${stderr}`);
}

/** What the process was at, by what it had written. */
function stageOf(run) {
  const has = (...names) => existsSync(join(folder, run, ...names));
  const history = has("history.csv") ? readFileSync(join(folder, run, "history.csv"), "utf8") : "";
  if (!has("config.json")) return "starting";
  if (has("checkpoint", ".next")) return "writing a checkpoint";
  if (has("model.onnx") || history.includes("fine-tuning,3")) return "concluding";
  if (!has("manifest.csv")) return "reading images";
  if (history.includes("frozen,12")) return "fine-tuning";
  return history.includes("frozen,3") ? "frozen phase" : "computing features";
}

const STAGES = [
  "reading images",
  "computing features",
  "frozen phase",
  "writing a checkpoint",
  "fine-tuning",
  "concluding",
];

/** Starts a command and kills it; gives the stage, or null where it had ended before. */
async function kill(words, run, when) {
  const child = spawn(process.execPath, words, { cwd: folder, env: environment, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (text) => {
    errors += text;
  });
  let ended = false;
  const end = new Promise((resolve) =>
    child.on("close", (status) => {
      ended = true;
      resolve(status);
    }),
  );
  if (when.stage === undefined) await Promise.race([wait(when.after), end]);
  else while (!ended && stageOf(run) !== when.stage) await wait(2);
  if (when.stage !== undefined) await Promise.race([wait(when.after), end]);
  const stage = stageOf(run);
  child.kill("SIGKILL");
  const status = await end;
  if (status !== null && status !== 0)
    throw new Error(`${words.slice(1).join(" ")} ended with status ${status}\n${errors}`);
  return status === null ? stage : null;
}

function differences(run) {
  const files = (part) => {
    const path = join(folder, part);
    if (!existsSync(path)) return [];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
      .filter((name) => SAME.some((same) => name.startsWith(same)));
  };
  const names = new Set([...files("undisturbed"), ...files(run)]);
  const bytes = (part, name) => (existsSync(join(folder, part, name)) ? readFileSync(join(folder, part, name)) : null);
  return [...names].filter((name) => {
    const [one, other] = [bytes("undisturbed", name), bytes(run, name)];
    return one === null || other === null || !one.equals(other);
  });
}

function plan(count, whole) {
  const delay = (most) => Math.floor(random.next() * most);
  return count % 2 === 0
    ? { after: delay(whole) }
    : { stage: STAGES[((count - 1) / 2) % STAGES.length], after: delay(60) };
}

must(command("phantoms", "phantoms", "--count", "60", "--size", "48", "--quiet"));
const start = performance.now();
must(train("undisturbed"));
const whole = performance.now() - start;

const counts = new Map();
let [done, runs, wrong] = [0, 0, 0];
while (done < kills) {
  const run = `run-${++runs}`;
  const stages = [];
  for (let left = 1 + Math.floor(random.next() * 3); left > 0 && done < kills; left--) {
    const stage = await kill(next(run), run, plan(done + runs, whole));
    if (stage === null) break;
    done += 1;
    stages.push(stage);
    counts.set(stage, (counts.get(stage) ?? 0) + 1);
  }
  must(next(run));
  const different = differences(run);
  wrong += different.length;
  console.log(`${run}, killed while ${stages.join(", ") || "-"}: ${different.join(", ") || "equal"}`);
  rmSync(join(folder, run), { recursive: true });
}
console.log();
for (const [stage, count] of counts) console.log(`${stage.padEnd(22)}${String(count).padStart(3)}`);
const summary = `${done} kills in ${runs} runs (undisturbed ${(whole / 1000).toFixed(1)} s)`;
console.log(`${summary}: ${wrong === 0 ? "all equal" : `${wrong} files differ`}`);
rmSync(folder, { recursive: true });
process.exitCode = wrong === 0 ? 0 : 1;
