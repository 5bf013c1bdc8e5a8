import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { decodeFile } from "./decode.ts";
import { enhanceDefaults } from "./enhance.ts";
import { createImagePool } from "./pool.ts";
import { prepare } from "./prepare.ts";

const pool = createImagePool({ threads: 2 });
afterAll(() => pool.close());

const file = (name: string): string => fileURLToPath(new URL(`../../tests/golden/imaging/${name}`, import.meta.url));
const options = { size: { width: 96, height: 64 }, enhance: enhanceDefaults };

test("images come as they were asked for, the same as on one thread", async () => {
  const names = ["grey-odd.png", "rgb.tif", "grey.bmp", "lossy.webp", "cmyk.jpg", "palette.png"];
  const pooled = await Promise.all(names.map((name) => pool.prepare(file(name), options)));
  for (const [i, name] of names.entries()) {
    const { data, ...shape } = await prepare(file(name), options);
    expect({ ...pooled[i], data: [...pooled[i]!.data] }, name).toEqual({ ...shape, data: [...data] });
  }
});

test("an unreadable file is its own error, and the pool goes on", async () => {
  await expect(pool.prepare("nowhere.png", options)).rejects.toMatchObject({
    code: "E_IMAGE_MISSING",
    details: { where: "nowhere.png" },
  });
  expect((await pool.prepare(file("grey.bmp"), options)).width).toBe(96);
});

test("a closed pool refuses what is under way", async () => {
  const closing = createImagePool({ threads: 1 });
  const refused = expect(closing.prepare(file("grey.bmp"), options)).rejects.toThrow("ended");
  await closing.close();
  await refused;
  await expect(closing.prepare(file("grey.bmp"), options)).rejects.toThrow("have ended");
});

test("a PNG is written whole, with its folders; what a closed pool was writing is gone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "roentgen-pool-"));
  const out = join(folder, "a", "b.png");
  await pool.prepareTo(out, file("grey.bmp"), options);
  expect(await decodeFile(out)).toMatchObject({ width: 96, height: 64 });
  const closing = createImagePool({ threads: 1 });
  const places = Array.from({ length: 8 }, (_, i) => join(folder, `${i}.png`));
  const under = places.map((place) => closing.prepareTo(place, file("grey.bmp"), options).catch(() => {}));
  await under[0];
  await closing.close();
  await Promise.all(under);
  expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
  await rm(folder, { recursive: true });
});

test("ready comes once, also when the pool is closed before", async () => {
  await pool.ready;
  const closing = createImagePool({ threads: 1 });
  await closing.close();
  await closing.ready;
});
