/** Median and quartiles of repeated measurements (linear interpolation between order statistics, as NumPy), and of ratios round by round. */

/** share: 0.5 for the median. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

export const median = (values) => quantile(values, 0.5);

/** Median, and the interval that the middle half of the measurements lies in. */
export function spreadOf(values) {
  return { median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75), count: values.length };
}

/** Of ours to a peer's in the same round, in time: under 1, ours is faster. Both were measured in turns, so what else the machine did falls out. */
export function ratiosOf(ours, peer, better) {
  const pairs = ours.slice(0, peer.length).map((value, i) => [value, peer[i]]);
  return spreadOf(pairs.map(([mine, theirs]) => (better === "lower" ? mine / theirs : theirs / mine)));
}

/** Whether two intervals have something in common. */
export const overlap = (a, b) => a.low <= b.high && b.low <= a.high;

/** Of a row's peers the one with the best median; undefined where there is none. */
export function bestPeer({ sides, better }) {
  const peers = sides.slice(1).filter(({ values }) => values.length > 0);
  const sign = better === "lower" ? 1 : -1;
  return peers.toSorted((a, b) => sign * (median(a.values) - median(b.values)))[0];
}
