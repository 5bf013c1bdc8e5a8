/** Files that take a minute come first: begun last, they would leave one worker waiting for the other. The rest as vitest orders them. */
import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The longest first; a file that is not there changes nothing. */
const LONG = [
  "src/cli/resume.test.ts",
  "src/cli/train.test.ts",
  "src/training/large-networks.test.ts",
  "src/training/blocked-networks.test.ts",
  "src/cli/learning.test.ts",
  "src/training/small-networks.test.ts",
  "src/networks/golden.test.ts",
  "tests/tutorial.test.ts",
];

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = LONG.indexOf(relative(this.ctx.config.root, moduleId).replaceAll("\\", "/"));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
