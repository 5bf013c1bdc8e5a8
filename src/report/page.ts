/** A page in one file: its head, the contents beside it, the answer above, sections below. No address leads out of it. */
import { CONTENTS_SCRIPT } from "./contents-script.ts";
import { html, type Markup, markup } from "./html.ts";
import type { Section } from "./section.ts";
import { STYLE } from "./style.ts";

export interface Page {
  readonly title: string;
  /** Above the sections. */
  readonly opening: Markup;
  readonly sections: readonly Section[];
  readonly script?: string;
}

export function page({ title, opening, sections, script = "" }: Page): string {
  const contents = sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`);
  const scripted = html`<script>${markup(CONTENTS_SCRIPT + script)}</script>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">To the answer</a>
<nav aria-label="Contents"><ol>${contents}</ol></nav>
<main id="main">${opening}
${sections.map(({ content }) => content)}
</main>
${scripted}</body>
</html>
`.text;
}
