/** Cases that count several times or not at all, once as they are with their counts, and once written out as often as they count. */
import { type Ranking, rankScores } from "../../src/statistics/ranking.ts";

export type CountedCase = readonly [score: number, isMember: boolean, count: number];

export function repeatedCases(cases: readonly CountedCase[]): {
  readonly ranking: Ranking;
  readonly counts: Uint8Array;
  readonly repeated: readonly CountedCase[];
  readonly rankingOfRepeated: Ranking;
} {
  const repeated = cases.flatMap((each) => new Array<CountedCase>(each[2]).fill(each));
  return {
    ranking: rankingOf(cases),
    counts: Uint8Array.from(cases, ([, , count]) => count),
    repeated,
    rankingOfRepeated: rankingOf(repeated),
  };
}

const rankingOf = (cases: readonly CountedCase[]): Ranking =>
  rankScores(
    cases.map(([score]) => score),
    cases.map(([, isMember]) => isMember),
  );
