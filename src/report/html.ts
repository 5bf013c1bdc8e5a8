/**
 * Markup as a value of its own kind: what is text cannot be taken for it. In html`...` text is escaped, markup is taken as it is; numbers
 * are not taken at all, since figures/number.ts alone says how they are written.
 */
import { escaped } from "../figures/index.ts";

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Content = string | Markup | readonly (string | Markup)[];

/** <p>${name}</p>: name is escaped; a list is joined. */
export function html(parts: TemplateStringsArray, ...contents: Content[]): Markup {
  return new Markup(parts.map((part, i) => part + (i < contents.length ? written(contents[i]!) : "")).join(""));
}

/** What is markup already, such as an SVG of figures/. */
export const markup = (text: string): Markup => new Markup(text);

export const nothing = new Markup("");

function written(content: Content): string {
  if (typeof content === "string") return escaped(content);
  return content instanceof Markup ? content.text : content.map(written).join("");
}
