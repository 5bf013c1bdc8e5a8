/**
 * A drawing for a page: an SVG element that tells its title and what is seen in it to whoever does not see it. Colours and type are the
 * page's, by class: see the styles that the page brings. Sizes are in pixels of the page where it has room for them.
 */
import { element, escaped } from "./svg.ts";

export interface Drawing {
  /** Unlike every other on the page. */
  readonly id: string;
  readonly title: string;
  /** What is seen, for a reader who does not see it. */
  readonly description: string;
}

interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Markup. */
  readonly content: readonly string[];
}

export function drawing({ id, title, description }: Drawing, { width, height, content }: Canvas): string {
  const told = element("title", { id: `${id}-title` }, escaped(title));
  const seen = element("desc", { id: `${id}-seen` }, escaped(description));
  const place = { viewBox: `0 0 ${width} ${height}`, width, height };
  const names = { "aria-labelledby": `${id}-title ${id}-seen` };
  return element("svg", { class: "drawing", id, role: "img", ...names, ...place }, [told, seen, ...content].join(""));
}
