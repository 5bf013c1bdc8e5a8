/** Every image of a data set decoded, resized and enhanced, and let go; tells its peak memory. `node growth-prepare.js DATA SIZE THREADS`. */
import { join } from "node:path";
import { findImages } from "../../dist/dataset/index.js";
import { createImagePool, enhanceDefaults, readBatches } from "../../dist/image/index.js";
import "./report-peak.js";

const [data, size, threads] = process.argv.slice(2);
const side = { width: Number(size), height: Number(size) };
const { root, images } = await findImages(data);
const pool = createImagePool({ threads: Number(threads) });
const paths = images.map(({ path }) => join(root, path));
let read = 0;
for await (const batch of readBatches(pool, paths, { size: side, enhance: enhanceDefaults }, 64)) read += batch.length;
await pool.close();
if (read !== images.length) throw new Error(`${read} of ${images.length} images came back`);
