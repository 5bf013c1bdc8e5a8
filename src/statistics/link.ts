/** Scales without ends for figures that have them, on which an interval is as wide to both sides: as links of generalized linear models. */

export type LinkName = "logit" | "Fisher's" | "logarithmic" | "plain";

export interface Link {
  to(x: number): number;
  /** The inverse. */
  from(y: number): number;
  /** The derivative of `to`; not finite at an end. */
  slope(x: number): number;
}

export const LINKS: Readonly<Record<LinkName, Link>> = {
  /** Of what lies within 0..1. */
  logit: { to: (x) => Math.log(x / (1 - x)), from: (y) => 1 / (1 + Math.exp(-y)), slope: (x) => 1 / (x * (1 - x)) },
  /** Of what lies within -1..1. */
  "Fisher's": { to: Math.atanh, from: Math.tanh, slope: (x) => 1 / (1 - x ** 2) },
  /** Of what is at least 0. */
  logarithmic: { to: Math.log, from: Math.exp, slope: (x) => 1 / x },
  plain: { to: (x) => x, from: (y) => y, slope: () => 1 },
};
