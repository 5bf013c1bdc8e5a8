/**
 * Where a worker's module lies: Node runs workers from compiled files, also when a test runs the sources.
 */

/** source: relative to the module, "./worker.ts"; module: its import.meta.url. src/room/worker.ts -> dist/room/worker.js */
export function workerUrl(source: string, module: string): URL {
  const url = new URL(source.replace(/\.ts$/, ".js"), module);
  if (module.endsWith(".ts")) url.pathname = url.pathname.replace(/\/src\/(?!.*\/src\/)/, "/dist/");
  return url;
}
