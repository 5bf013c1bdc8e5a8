/**
 * Sides of a case: `{ name, open }`, where open gives `{ measure, close }`: measure a value in the row's unit, close the peak memory and the
 * versions. A side is null where its program is.
 */
import { runCommand, startAsked } from "./process.js";
import { median } from "./spread.js";

/**
 * A process that stays for the whole case and is asked in every round; several times in a row where one answer takes no longer than waking up:
 * then their median counts. read: from its answer to the value.
 */
export function asked(name, program, question, read, times = 1) {
  if (program === null) return null;
  return {
    name,
    async open() {
      const side = startAsked(program);
      const once = async () => read(await side.ask(question));
      return { measure: () => medianOf(times, once), close: () => side.end() };
    },
  };
}

async function medianOf(times, measure) {
  const values = [];
  while (values.length < times) values.push(await measure());
  return median(values);
}

/**
 * A whole command, run anew in every round. program: with the same arguments each time, or a function that gives it. read: from `{ seconds,
 * stdout, peakMegabytes }` to the value; about: from the last of them to memory and versions.
 */
export function commanded(name, program, read, about = ({ peakMegabytes }) => ({ peakMegabytes })) {
  const next = typeof program === "function" ? program : () => program;
  if (next() === null) return null;
  return {
    name,
    async open() {
      let last = {};
      return {
        async measure() {
          last = await runCommand(next());
          return read(last);
        },
        close: async () => about(last),
      };
    },
  };
}
