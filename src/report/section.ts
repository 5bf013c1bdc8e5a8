/** A part of the page under a heading, which the contents point to. */
import { type Content, html, type Markup } from "./html.ts";

export interface Section {
  /** Its place in addresses: report.html#calibration. */
  readonly id: string;
  readonly title: string;
  readonly content: Markup;
}

export function section(id: string, title: string, ...content: Content[]): Section {
  return { id, title, content: html`<section id="${id}"><h2>${title}</h2>${content.flat()}</section>` };
}

export const paragraph = (...content: Content[]): Markup => html`<p>${content.flat()}</p>`;
