/**
 * Records `roentgen demo` in a terminal and draws docs/demo.svg from it, several times faster than it was. Needs dist/, and `script` of
 * util-linux. `node scripts/demo-picture.js`
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { record } from "./picture/record.js";
import { spansOf } from "./picture/spans.js";
import { animatedSvg } from "./picture/svg.js";
import { root } from "./steps.js";

const COLUMNS = 108; // a line of figures is 106 wide
/** Seconds of the picture, without its rest at the end. */
const LENGTH = 24;
const LARGEST = 150_000; // bytes

const cwd = mkdtempSync(join(tmpdir(), "roentgen-picture-"));
try {
  const drawn = await record(`'${process.execPath}' '${root}dist/cli/main.js' demo`, { cwd, columns: COLUMNS });
  const speed = drawn.at(-1).seconds / LENGTH;
  const prompt = { seconds: 0, text: "$ roentgen demo\r\n" };
  const svg = animatedSvg(spansOf([prompt, ...drawn], { columns: COLUMNS, speed, frame: 0.25 }), COLUMNS);
  for (const path of [cwd, root])
    if (svg.includes(path)) throw new Error(`a path of this machine is in the picture: ${path}`);
  if (svg.length > LARGEST) throw new Error(`the picture has ${svg.length} bytes`);
  writeFileSync(`${root}docs/demo.svg`, svg);
  console.log(`docs/demo.svg: ${svg.length} bytes, ${speed.toFixed(1)} times as fast`);
} finally {
  rmSync(cwd, { recursive: true });
}
