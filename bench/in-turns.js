/**
 * Cases, measured in turns: in every round each side once, so that whatever else the machine does falls on all of them. Each round begins with
 * the next side, and before each measurement there is a pause: threads of OpenMP go on turning for up to 200 ms after their work, and would
 * take a core from the side after them.
 */
import { setTimeout as pause } from "node:timers/promises";

const PAUSE_MS = 250;

/** One row for each case. */
export async function inTurns(bench, cases) {
  const rows = [];
  for (const one of cases) rows.push(await measureCase(bench, one));
  return rows;
}

/** warmUp: measurements of each side that do not count; the first ones compile, and memory grows. */
async function measureCase(bench, { sides, warmUp = 0, rounds = bench.rounds, ...row }) {
  const all = [];
  for (const side of sides.filter((each) => each !== null)) all.push(await openSide(side));
  for (const side of all) for (let i = 0; i < warmUp; i++) await attempt(side, () => side.measure());
  const begin = performance.now();
  for (let round = 1; round <= rounds; round++) {
    for (const side of rotated(all, round)) await attempt(side, async () => side.values.push(await measureAlone(side)));
    const left = ((performance.now() - begin) / round) * (rounds - round);
    bench.tell(`${row.name}, round ${round} of ${rounds}, ${Math.ceil(left / 1000)} s left`);
  }
  for (const side of all) await attempt(side, async () => Object.assign(side, ended(await side.close())));
  for (const side of all.filter(({ failed }) => failed !== undefined)) await side.close?.().catch(() => {}); // its error is known
  if (all[0].failed !== undefined) throw new Error(`${all[0].name}: ${all[0].failed}`);
  return { ...row, sides: all.map(({ measure: _, close: __, ...result }) => result) };
}

const rotated = (sides, by) => sides.map((_, i) => sides[(i + by) % sides.length]);

async function measureAlone(side) {
  await pause(PAUSE_MS);
  return side.measure();
}

async function openSide({ name, open }) {
  const side = { name, values: [] };
  await attempt(side, async () => Object.assign(side, await open()));
  return side;
}

/** What a side says of itself at its end. */
const ended = ({ peakMegabytes, versions }) => ({ peakMegabytes, versions });

/** What fails once is left alone from then on, and says why. */
async function attempt(side, work) {
  if (side.failed !== undefined) return;
  try {
    await work();
  } catch (error) {
    side.failed = error.message;
  }
}
