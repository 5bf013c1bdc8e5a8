/** Pictures of the page, each with words for who does not see it. */
import { html, type Markup } from "./html.ts";
import type { Picture } from "./material.ts";

export const picture = ({ url, width, height }: Picture, words: string): Markup =>
  html`<img src="${url}" width="${String(width)}" height="${String(height)}" alt="${words}">`;
