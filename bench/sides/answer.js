/** The protocol of a side: each line of standard input is a question, whose answer is a line of JSON; at the end, peak memory and versions. */
import { createInterface } from "node:readline";
import { ourVersions } from "../machine.js";

/** reply: from a line to its answer. An error is answered, too, and the process goes on. */
export async function answerLines(reply) {
  for await (const line of createInterface({ input: process.stdin })) say(await reply(line).catch(errorOf));
  say({ peakMegabytes: process.resourceUsage().maxRSS / 1024, versions: ourVersions() });
}

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const errorOf = (error) => ({ error: error.message });

/** Seconds that some work takes. */
export async function secondsOf(work) {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}
