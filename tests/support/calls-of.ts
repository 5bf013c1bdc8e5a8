/** Cases of whom so many have each outcome, as flags by case. */
export interface Outcomes {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

export function callsOf({ truePositive, falsePositive, falseNegative, trueNegative }: Outcomes) {
  const each = (positives: number, negatives: number): boolean[] => [
    ...Array<boolean>(positives).fill(true),
    ...Array<boolean>(negatives).fill(false),
  ];
  return {
    is: each(truePositive + falseNegative, falsePositive + trueNegative),
    called: [...each(truePositive, falseNegative), ...each(falsePositive, trueNegative)],
  };
}
