/**
 * A page of our own in the system's browser: bundled with vite, served from this machine with the headers that threads in WebAssembly need,
 * with ONNX Runtime's files in ort/ beside it.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { build, defaultClientConditions, type Plugin, preview } from "vite";
import { findChromium } from "./chromium.ts";

export interface OpenPage {
  readonly page: Page;
  close(): Promise<void>;
}

/** folder: where its index.html lies. */
export async function openPage(folder: string): Promise<OpenPage> {
  const site = mkdtempSync(join(tmpdir(), "roentgen-page-"));
  await bundle(folder, site);
  const server = await preview({
    configFile: false,
    root: site,
    logLevel: "error",
    build: { outDir: site },
    preview: { host: "localhost", port: 0, headers: isolation },
  });
  // Debian's Chromium does not start as root inside its sandbox; the page is our own.
  const browser = await chromium.launch({ executablePath: findChromium()!, args: ["--no-sandbox"] });
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(server.resolvedUrls!.local[0]!);
  return {
    page,
    close: async () => {
      await browser.close();
      await server.close();
      rmSync(site, { recursive: true });
    },
  };
}

const isolation = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

async function bundle(folder: string, site: string): Promise<void> {
  await build({
    configFile: false,
    root: folder,
    base: "./",
    logLevel: "error",
    plugins: [noNodeModules],
    resolve: { conditions: ["onnxruntime-web-use-extern-wasm", ...defaultClientConditions] },
    build: { outDir: site, emptyOutDir: true, target: "es2023", minify: false },
  });
  const dist = dirname(createRequire(import.meta.url).resolve("onnxruntime-web/wasm"));
  mkdirSync(join(site, "ort"));
  for (const end of ["mjs", "wasm"])
    copyFileSync(join(dist, `ort-wasm-simd-threaded.${end}`), join(site, "ort", `ort-wasm-simd-threaded.${end}`));
}

/** vite puts an empty module in the place of Node's; here our own code that asks for one is an error. */
const noNodeModules: Plugin = {
  name: "no-node-modules",
  enforce: "pre",
  resolveId(imported, importer) {
    const ours = importer !== undefined && !importer.includes("node_modules");
    if (ours && (imported.startsWith("node:") || builtinModules.includes(imported)))
      throw new Error(`${importer} imports ${imported}, which no browser has`);
  },
};
