/** Made-up cases with two scores each, as float64 numbers in a file: labels, first scores, second scores. `node make-cases.js FILE COUNT` */
import { writeFileSync } from "node:fs";
import { stream } from "../../dist/util/random.js";

const [path, count] = process.argv.slice(2);
const random = stream(1, "cases");
/** About normal, with a variance of 1/2. */
const noise = () => Array.from({ length: 6 }, () => random.next() - 0.5).reduce((a, b) => a + b, 0);
const labels = Float64Array.from({ length: Number(count) }, () => Number(random.next() < 0.3));
/** In 0..1, with as many digits as float64 has. strength: how well they tell the classes apart. */
const scores = (strength) => labels.map((label) => 1 / (1 + Math.exp(-strength * (label - 0.5) - 2 * noise())));
writeFileSync(path, Buffer.concat([labels, scores(2), scores(1.9)].map(({ buffer }) => Buffer.from(buffer))));
