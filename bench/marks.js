/** What a row must reach: words for the table, and a test of the row. `reached` gives null where a peer that it needs was not measured. */
import { bestPeer, median, overlap, ratiosOf, spreadOf } from "./spread.js";

const ofPeer = (judge) => (row) => {
  const peer = bestPeer(row);
  return peer === undefined ? null : judge(row, peer);
};

/** Ours alone. text: as it is read, such as "100 ms". */
export const atMost = (limit, text) => ({
  text: `at most ${text}`,
  reached: ({ sides }) => median(sides[0].values) <= limit,
});

/** Better than every peer. */
export const ahead = { text: "ahead of every peer", reached: ofPeer((row, peer) => ratio(row, peer) < 1) };

/** At most this share of the best peer's time. */
export const shareOfPeer = (share, text = `at most ${share} of the peer's time`) => ({
  text,
  reached: ofPeer((row, peer) => ratio(row, peer) <= share),
});

/** At most so much more than the best peer's. */
export const atMostMore = (difference, text) => ({
  text: `at most ${text} more`,
  reached: ofPeer(({ sides: [ours] }, peer) => median(ours.values) - median(peer.values) <= difference),
});

/** The middle halves of both overlap, or ours is better. */
export const levelWith = (name) => ({
  text: `level with ${name}`,
  reached({ sides, better }) {
    const peer = sides.find((side) => side.name === name);
    if (peer === undefined) return null;
    const ratios = ratiosOf(sides[0].values, peer.values, better);
    return ratios.median < 1 || overlap(spreadOf(sides[0].values), spreadOf(peer.values));
  },
});

/** Both. */
export const both = (first, second) => ({
  text: `${first.text}; ${second.text}`,
  reached(row) {
    const [a, b] = [first.reached(row), second.reached(row)];
    return a === null || b === null ? (a ?? b) : a && b;
  },
});

const ratio = ({ sides: [ours], better }, peer) => ratiosOf(ours.values, peer.values, better).median;
