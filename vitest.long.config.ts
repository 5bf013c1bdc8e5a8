import { defineConfig } from "vitest/config";

/** Tests of ten minutes and more, for a release: `npm run test:long`. */
export default defineConfig({ test: { include: ["tests/long/*.long.ts"], testTimeout: 3_600_000, maxWorkers: 1 } });
