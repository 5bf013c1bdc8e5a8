/** The processes that are measured. A program is `{ command, args, env }`. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Characters of a process' last words. */
const TAIL = 400;

const spawned = ({ command, args, env }, stdio) => spawn(command, args, { stdio, env: { ...process.env, ...env } });

/**
 * A process that answers each line of its standard input with a line of JSON, and at the end of its input may say `{ peakMegabytes,
 * versions }`. A line `{ "error": ... }`, or an end without an answer, is an error.
 */
export function startAsked(program) {
  const child = spawned(program, ["pipe", "pipe", "pipe"]);
  const told = tailOf(child.stderr);
  const closed = new Promise((resolve) => child.on("close", resolve).on("error", resolve));
  child.stdin.on("error", () => {}); // a process that ended is told by its missing answer
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { done, value } = await lines.next();
    return done ? undefined : JSON.parse(value);
  };
  return {
    async ask(question) {
      child.stdin.write(`${question}\n`);
      const found = await answer();
      if (found === undefined) throw new Error(`${nameOf(program)} ended: ${told()}`);
      if (found.error !== undefined) throw new Error(`${nameOf(program)}: ${found.error}`);
      return found;
    },
    async end() {
      child.stdin.end();
      const last = await answer();
      await closed;
      return last ?? {};
    },
  };
}

/** Runs a program to its end: seconds, standard output, and peak memory where it tells it (sides/report-peak.js). Throws where it fails. */
export async function runCommand(program) {
  const begin = performance.now();
  const child = spawned(program, ["ignore", "pipe", "pipe"]);
  const [stdout, stderr, status] = await Promise.all([textOf(child.stdout), textOf(child.stderr), exitOf(child)]);
  const seconds = (performance.now() - begin) / 1000;
  if (status !== 0) throw new Error(`${nameOf(program)} ended with ${status}: ${stderr.trim().slice(-TAIL)}`);
  const peakMegabytes = peakIn(stderr);
  return { seconds, stdout, ...(peakMegabytes !== undefined && { peakMegabytes }) };
}

/** Peak memory in MB, as sides/report-peak.js tells it; undefined where it does not. */
export function peakIn(stderr) {
  const kilobytes = /^peak (\d+)$/m.exec(stderr)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** What a process said last, for an error; the rest of its messages is nobody's business. */
export function tailOf(stream) {
  let text = "";
  stream.on("data", (part) => {
    text = `${text}${part}`.slice(-TAIL);
  });
  return () => text.trim();
}

const exitOf = (child) => new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));

async function textOf(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}

const nameOf = ({ command, args }) => args.find((arg) => /\.(js|py)$/.test(arg) && !arg.startsWith("--")) ?? command;
