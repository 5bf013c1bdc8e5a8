/**
 * `npm run faults`: deliberate faults, each of which a named test must notice. A fault is one edit of one source file, made in a copy of the
 * tree; then its test runs there. Ends with status 1 where a fault stays green, or its edit no longer applies.
 * `node scripts/faults.js PATTERN` makes those only whose name holds the pattern.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { faults } from "./faults/list.js";
import { root } from "./steps.js";

if (!existsSync(`${root}src/graph/generated`)) await import("./build.js");

/** What the tests need; dist/ is not in it, so no test may be named that loads it. */
function copyTree() {
  const tree = mkdtempSync(join(tmpdir(), "roentgen-faults-"));
  for (const name of ["src", "tests", "package.json", "tsconfig.json", "vitest.config.ts"])
    cpSync(`${root}${name}`, join(tree, name), { recursive: true });
  symlinkSync(`${root}node_modules`, join(tree, "node_modules"), "junction");
  return tree;
}

/** The tests that ran, as vitest tells; -t takes a pattern of names. */
function runTests(tree, file, pattern) {
  const report = join(tree, "report.json");
  rmSync(report, { force: true });
  const args = ["run", file, "--reporter=json", `--outputFile=${report}`, ...(pattern ? ["-t", pattern] : [])];
  const vitest = join(tree, "node_modules/vitest/vitest.mjs");
  spawnSync(process.execPath, [vitest, ...args], { cwd: tree, stdio: "ignore", timeout: 120_000 });
  if (!existsSync(report)) return [];
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

/** The name of a test that turns red, or why there is none. */
function make(tree, { file, from, to, test, only }) {
  const path = join(tree, file);
  const source = readFileSync(path, "utf8");
  if (source.split(from).length !== 2) return { green: "the edit does not apply: its text is not there once" };
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  try {
    const results = runTests(tree, test, only);
    const red = results.find(({ status }) => status === "failed");
    if (red !== undefined) return { red: red.fullName };
    return { green: results.length === 0 ? "no test ran" : `${test} stays green` };
  } finally {
    writeFileSync(path, source);
  }
}

/** Without a fault every named test is green; else red would mean nothing. */
function requireGreen(tree, chosen) {
  const wanted = new Map(chosen.map(({ test, only }) => [`${test} ${only ?? ""}`, { test, only }]));
  for (const { test, only } of wanted.values()) {
    const results = runTests(tree, test, only);
    const passed = results.filter(({ status }) => status === "passed");
    if (passed.length > 0 && !results.some(({ status }) => status === "failed")) continue;
    console.error(`${test}${only ? ` -t "${only}"` : ""} is not green without a fault`);
    process.exit(1);
  }
}

const chosen = faults.filter(({ name }) => name.includes(process.argv[2] ?? ""));
const tree = copyTree();
try {
  requireGreen(tree, chosen);
  console.log("| fault | file | test that turns red |\n|---|---|---|");
  for (const fault of chosen) {
    const { red, green } = make(tree, fault);
    if (red === undefined) process.exitCode = 1;
    console.log(`| ${fault.name} | ${fault.file} | ${red ?? `NONE: ${green}`} |`);
  }
} finally {
  rmSync(tree, { recursive: true });
}
