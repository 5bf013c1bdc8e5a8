import { expect, test } from "vitest";
import { comparedStatistics } from "./table.ts";

test.each(comparedStatistics())(
  "$statistic: as $peer, $figures figures within $tolerance",
  ({ largestError, tolerance }) => {
    expect(largestError).toBeLessThanOrEqual(tolerance);
  },
);
