import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
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
});

test("ready comes once, also when the pool is closed before", async () => {
  await pool.ready;
  const closing = createImagePool({ threads: 1 });
  await closing.close();
  await closing.ready;
});
