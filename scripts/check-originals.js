/**
 * Full-size radiographs through every stage of decoding and enhancement, held against OpenCV's bytes (tests/golden/imaging-originals.json).
 * `node scripts/check-originals.js DATA`, with DATA the folder that has originals/ in it; needs dist/.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeFile, enhance, enhanceDefaults, resize, toGrey, toRgb } from "../dist/image/index.js";

const [data] = process.argv.slice(2);
if (data === undefined) throw new Error("usage: node scripts/check-originals.js DATA");
const { files } = JSON.parse(readFileSync(new URL("../tests/golden/imaging-originals.json", import.meta.url), "utf8"));

/** Of the bytes in OpenCV's order: blue, green, red. */
function sha256({ channels, data }) {
  const bytes = data.slice();
  for (let i = 0; channels === 3 && i < bytes.length; i += 3) [bytes[i], bytes[i + 2]] = [bytes[i + 2], bytes[i]];
  return createHash("sha256").update(bytes).digest("hex");
}

async function stagesOf(path) {
  const decoded = await decodeFile(path);
  const resized = resize(decoded, 224, 224);
  const balanced = enhance(resized, { ...enhanceDefaults, steps: ["balance"] });
  return {
    decoded: sha256(toRgb(decoded)),
    resized: sha256(toRgb(resized)),
    balanced: sha256(toRgb(balanced)),
    grey: sha256(toGrey(balanced, "published")),
    grey_correct: sha256(toGrey(balanced)),
    clahe: sha256(enhance(resized, { ...enhanceDefaults, grey: "published" })),
  };
}

let [equal, all] = [0, 0];
for (const [name, expected] of Object.entries(files)) {
  for (const [stage, hash] of Object.entries(await stagesOf(join(data, name)))) {
    all++;
    if (hash === expected[stage]) equal++;
    else console.error(`${name}: ${stage} differs from OpenCV`);
  }
}
console.log(`${equal} of ${all} stages of ${Object.keys(files).length} originals equal to OpenCV`);
process.exitCode = equal === all && all > 0 ? 0 : 1;
