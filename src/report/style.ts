/**
 * How a page looks: one column, one accent, type of the system. Colours are Okabe and Ito's (2008), which colour-blind readers tell apart,
 * darker or lighter where words are written in them: all words have a contrast of at least 4.5 to their ground (WCAG 2.2, AA). On paper
 * it is light.
 */

import { LEAST_ROOM, ROOMS, roomClass } from "./table-room.ts";

const LIGHT = `
--ground: #fdfdfb; --raised: #f4f4ef; --ink: #1d2126; --quiet: #5a626b; --hair: #e0e0d9; --axis: #8b9198;
--accent: #0072b2; --accent-ink: #005f96; --second: #d55e00; --second-ink: #a94900; --cell: #0072b2; --bar: #c3d9e8;
--ribbon: #ecece6; --ribbon-main: #d4e5f0; --piece: #9aa1a8;`;

const DARK = `
--ground: #14171b; --raised: #1d2126; --ink: #e9ebed; --quiet: #a3abb3; --hair: #2c3238; --axis: #6b737b;
--accent: #56a8e4; --accent-ink: #7abdf0; --second: #e8833a; --second-ink: #f2a266; --cell: #2b6ca8; --bar: #2a4a63;
--ribbon: #22272c; --ribbon-main: #1e3447; --piece: #6b737b;`;

const GROUND = `
:root { color-scheme: light dark; ${LIGHT}
  --sans: -apple-system, "Segoe UI Variable", "Segoe UI", Inter, Roboto, "Noto Sans", "Helvetica Neue", "Liberation Sans", system-ui, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "Liberation Mono", monospace; }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
@media print { :root { color-scheme: light; ${LIGHT} --ground: #fff; } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.6 var(--sans); font-variant-numeric: tabular-nums; }
main { max-width: 728px; margin: 0 auto; padding: 0 24px 120px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
a { color: var(--accent-ink); text-underline-offset: 0.2em; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 16px; top: 16px; background: var(--ground); padding: 8px 12px; z-index: 2; }`;

const CONTENTS = `
nav { max-width: 728px; margin: 0 auto; padding: 20px 24px 0; font-size: 14px; line-height: 1.5; }
nav ol { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 16px; }
nav li { margin: 0; } nav a { color: var(--quiet); text-decoration: none; display: inline-block; padding: 2px 0; }
nav a[aria-current] { color: var(--accent-ink); font-weight: 600; }
nav a:hover { color: var(--accent-ink); text-decoration: underline; }
@media (min-width: 1180px) {
  nav { position: fixed; left: max(28px, calc(50vw - 640px)); top: 88px; width: 190px; padding: 0; }
  nav ol { flex-direction: column; gap: 4px; border-left: 1px solid var(--hair); padding-left: 16px; } }
@media (max-width: 1179px) { nav a[aria-current] { color: var(--quiet); font-weight: inherit; } }`;

const TEXT = `
h1, h2 { font-weight: 650; letter-spacing: -0.022em; text-wrap: balance; }
h1 { font-size: clamp(38px, 6vw, 48px); line-height: 1.12; margin: 0 0 18px; }
h1 { text-wrap: wrap; } h1:not(:has(strong)) { font-size: clamp(30px, 4.6vw, 38px); } h1 strong { color: var(--accent-ink); font-weight: inherit; margin-right: 8px; } h1 strong.doubted { color: inherit; }
h1 .interval { display: inline-block; font-weight: 400; font-size: clamp(17px, 2.4vw, 20px); letter-spacing: 0; color: var(--quiet); }
h2 { font-size: 27px; line-height: 1.2; margin: 0 0 14px; }
h3 { font: 600 16px/1.4 var(--sans); margin: 36px 0 8px; }
p { margin: 0 0 16px; max-width: 64ch; }
.lead { font-size: 19px; line-height: 1.5; }
section { padding-top: 40px; margin-top: 56px; border-top: 1px solid var(--hair); scroll-margin-top: 0; }
.answer { padding-top: 72px; }
.over { color: var(--quiet); font-size: 15px; margin-bottom: 20px; }
.beside-headline { margin: -6px 0 20px; font-size: 17px; color: var(--quiet); } .beside-headline span { display: inline-block; margin-right: 22px; } .beside-headline strong { color: var(--ink); font-weight: 600; }
.under { font-size: 19px; line-height: 1.5; margin-bottom: 12px; }
.reading { color: var(--quiet); font-size: 15px; line-height: 1.55; margin-top: 20px; }
code { font: 0.9em var(--mono); white-space: nowrap; }
.mark { margin: 2px 0; display: inline-block; font-size: 13px; line-height: 1.5; color: var(--second-ink); border: 1px solid currentColor; border-radius: 99px; padding: 1px 11px; } section > .mark { margin-bottom: 12px; }
.warning { border-left: 3px solid var(--second); padding-left: 14px; }
ul { padding-left: 20px; margin: 0; } li { margin-bottom: 10px; max-width: 64ch; }
pre { font: 14px/1.6 var(--mono); background: var(--raised); border-radius: 6px; padding: 14px 16px; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
.facts { margin: 24px 0 0; }
.facts div { display: grid; grid-template-columns: 132px 1fr; gap: 16px; padding: 9px 0; border-top: 1px solid var(--hair); }
.facts div:first-child { border-top: 0; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }`;

/** At the edges of a table behind which more of it is, a shadow; the first two hide it at its ends. */
const SHADOWS = `background: linear-gradient(90deg, var(--ground) 40%, transparent) left / 32px 100% no-repeat local,
  linear-gradient(270deg, var(--ground) 40%, transparent) right / 32px 100% no-repeat local,
  linear-gradient(90deg, var(--hair), transparent) left / 12px 100% no-repeat scroll,
  linear-gradient(270deg, var(--hair), transparent) right / 12px 100% no-repeat scroll;`;

const FIGURES = `
figure { margin: 28px 0 0; }
.figure-title { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 14px; margin-bottom: 14px; }
.figure-title h3 { margin: 0; } section > .figure-title { margin-top: 40px; margin-bottom: 10px; } .figure-title + .beside > figure { margin-top: 0; }
figcaption { font-size: 14.5px; line-height: 1.55; color: var(--quiet); margin-top: 12px; max-width: 68ch; }
.drawings, .beside { display: grid; gap: 28px 0; justify-content: space-between; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 328px)); }
.drawings.n1 { display: block; }
@media screen and (min-width: 728px) { .odd { display: grid; grid-template-columns: 328px 328px; gap: 28px 24px; } .odd > .figure-title, .odd > details { grid-column: 1 / -1; margin: 0; } .odd > .figure-title { margin-bottom: -14px; } .odd > details { margin-top: -14px; } .odd > .drawings { display: contents; } .odd > figcaption { align-self: end; margin: 0 0 16px; } }
.drawing { display: block; max-width: 100%; height: auto; }
.narrow { display: none; }
@media screen and (max-width: 727px) { .wide { display: none; } .narrow { display: block; } .drawing { width: 100%; } .drawings, .beside { grid-template-columns: minmax(0, 1fr); } .facts div { grid-template-columns: 1fr; gap: 0; } }
details { margin-top: 10px; font-size: 14px; }
summary { color: var(--accent-ink); cursor: pointer; width: fit-content; }
.panel { margin: 0 0 8px; font-size: 14.5px; font-weight: 600; }
.fold { margin-top: 28px; border-top: 1px solid var(--hair); padding-top: 12px; } .fold > summary { font: 600 16px/1.4 var(--sans); } .fold > figure, .fold > .explorer > figure { margin-top: 14px; }`;

const TABLES = `
.scroll { position: relative; container-type: inline-size; overflow: auto; max-height: 420px; margin-top: 10px; ${SHADOWS} } .scroll.whole { max-height: none; }
table { border-collapse: collapse; font-size: 14px; line-height: 1.4; }
caption { text-align: left; color: var(--quiet); padding: 4px 0 6px; } .heard { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); }
th, td { padding: 6px 0 6px 24px; text-align: right; vertical-align: top; border-top: 1px solid var(--hair); }
.many { font-size: 13px; } .many :is(th, td) { padding-left: 10px; } table tr > :first-child { padding-left: 0; text-align: left; }
thead th, thead td { border-top: 0; color: var(--quiet); font-weight: 400; position: sticky; top: 0; background: var(--ground); }
abbr { text-decoration: none; } tbody th { font-weight: 500; }
td { white-space: nowrap; } td.prose, td.words, td:has(.bounds) { white-space: normal; }
.prose { text-align: left; } td.prose { min-width: 220px; color: var(--quiet); } .whole td.prose { min-width: 140px; }
.rule-of { display: block; min-width: 108px; font-weight: 400; font-size: 13px; color: var(--quiet); }
.estimate, .bounds { white-space: nowrap; } .bounds { color: var(--quiet); } td .bounds { display: inline-block; min-width: 9.2em; font-size: 12px; } .many .bounds { display: block; min-width: 0; font-size: 11.5px; }`;

/** A table with less room than it needs: each row a heading, and below it its cells, each below its column's name. */
const stacked = (kind: string): string => `
${kind} { font-size: 13px; } ${kind}, ${kind} tbody, ${kind} caption { display: block; } ${kind} thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
${kind} tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(96px, 1fr)); gap: 8px 12px; padding: 12px 0; border-top: 1px solid var(--hair); } ${kind} tr:first-child { border-top: 0; }
${kind} :is(th, td) { padding: 0; border: 0; text-align: left; white-space: normal; } ${kind} :is(th, .prose) { grid-column: 1 / -1; min-width: 0; }
${kind} [data-label]::before { content: attr(data-label); display: block; color: var(--quiet); font-size: 12px; font-weight: 400; } ${kind} th[data-label]::before { content: attr(data-label) " "; display: inline; font-size: inherit; }
${kind} .bounds { display: block; min-width: 0; font-size: 12px; } ${kind} th { font-size: 14px; }`;

const STACKED = `
@media screen {${ROOMS.filter((room) => room !== LEAST_ROOM)
  .map((room) => `\n@container (max-width: ${String(room - 1)}px) {${stacked(`.${roomClass(room)}`)} }`)
  .join("")} }`;

/** Of the column that main is: what is left and right of it, and its own width at most. */
const MARGINS = 48;
const COLUMN = 728 - MARGINS;

/** A box asks its own width for what is in it, not for itself: where rows are stacked is told to it by the page's. */
const UNBOXED = ROOMS.filter((room) => room !== LEAST_ROOM)
  .map((room) => {
    const rule = `.scroll:has(> .${roomClass(room)}) { max-height: none; }`;
    return room > COLUMN ? rule : `@media (max-width: ${String(room - 1 + MARGINS)}px) { ${rule} }`;
  })
  .join("\n");

const DRAWINGS = `
svg text { fill: var(--ink); font: 13px var(--sans); font-variant-numeric: tabular-nums; }
svg .tick, svg .axis-title, svg .quiet { fill: var(--quiet); }
svg .tick { font-size: 12px; } svg .small { font-size: 12px; }
svg .label { paint-order: stroke; stroke: var(--ground); stroke-width: 4px; stroke-linejoin: round; }
svg .cell ~ .label, svg .plain { stroke: none; }
svg .strong { font-weight: 600; } svg .strong.main { fill: var(--accent-ink); } svg .strong.second { fill: var(--second-ink); } svg .strong.other { fill: var(--quiet); }
svg .count { font-size: 21px; font-weight: 600; }
.grid { stroke: var(--hair); } .axis { stroke: var(--axis); }
.line { fill: none; stroke-width: 2.25; stroke-linejoin: round; }
.line.main { stroke: var(--accent); } .line.second { stroke: var(--second); } .line.other { stroke: var(--piece); } .line.everybody { stroke: var(--axis); stroke-width: 1.75; stroke-dasharray: 6 4; }
.band.main { fill: var(--accent); opacity: 0.16; } .band.second { fill: var(--second); opacity: 0.16; }
.rule { stroke: var(--axis); stroke-width: 1.25; } .rule.reference { stroke-dasharray: 4 4; }
.dot { stroke: var(--ground); stroke-width: 1.5; } .dot.main { fill: var(--accent); } .dot.other { fill: var(--piece); }
.dot.ring { fill: var(--ground); stroke-width: 2.25; } .dot.ring.main { stroke: var(--accent); } .dot.ring.other { stroke: var(--piece); }
.whisker { stroke-width: 2.5; stroke-linecap: round; opacity: 0.55; } .whisker.main { stroke: var(--accent); } .whisker.other { stroke: var(--piece); }
.beside-tick { stroke: var(--second); stroke-width: 2; } .bar { fill: var(--bar); } .shade { fill: var(--raised); } .no-shade { fill: none; }
.cell { fill: var(--cell); } .cell-edge { fill: none; stroke: var(--hair); }
.flow { stroke: var(--ground); stroke-width: 2; } .flow.plain { fill: var(--piece); } .flow.main { fill: var(--accent); } .flow.out { fill: none; stroke: var(--axis); stroke-dasharray: 3 3; }
.ribbon { fill: var(--ribbon); } .ribbon.main { fill: var(--ribbon-main); } .ribbon.out { fill: var(--raised); }
.marker { stroke: var(--ink); stroke-width: 1.5; }`;

const PARTS = `
.control { margin: 4px 0 0; max-width: none; font-size: 14px; color: var(--quiet); }
.control[hidden] { display: none; }
.control input { display: block; accent-color: var(--accent); height: 28px; margin: 0; width: calc(558 / 680 * 100% + 16px); margin-left: calc(38 / 680 * 100% - 8px); }
@media screen and (max-width: 727px) { .control input { width: calc(218 / 340 * 100% + 16px); margin-left: calc(38 / 340 * 100% - 8px); } }
.readout dl { display: grid; gap: 0 20px; margin: 16px 0 0; line-height: 1.35; grid-template-columns: repeat(auto-fill, minmax(116px, 1fr)); }
.explorer figcaption { margin-top: 16px; } .readout div { display: grid; grid-row: span 2; grid-template-rows: subgrid; margin-bottom: 12px; } .readout dt { align-self: end; } .readout dt { font-size: 13px; } .readout .bounds { display: block; font-size: 14px; }
.command { position: relative; } pre code { font: inherit; white-space: inherit; } .command pre { padding-right: 88px; }
button { position: absolute; top: 8px; right: 8px; font: 500 13px/1.4 var(--sans); color: var(--accent-ink); background: var(--ground); border: 1px solid var(--axis); border-radius: 6px; padding: 5px 12px; cursor: pointer; } button[hidden] { display: none; } button:hover { border-color: var(--accent-ink); }
@media screen and (max-width: 727px) { .command pre { padding: 48px 16px 14px; } }
.pairs { display: grid; gap: 24px 16px; grid-template-columns: repeat(auto-fit, minmax(104px, 1fr)); margin-top: 24px; }
.pair { margin: 0; max-width: 328px; } .pair .path { display: block; } .pair img + img { margin-top: 6px; }
.mistakes { display: grid; gap: 24px 16px; grid-template-columns: repeat(auto-fill, minmax(148px, 1fr)); margin-top: 24px; }
.mistake { margin: 0; } .mistake figcaption { display: grid; gap: 1px; margin-top: 8px; color: var(--ink); line-height: 1.35; }
img { display: block; width: 100%; height: auto; aspect-ratio: 1; object-fit: cover; border-radius: 4px; background: #000; }
.gone { display: grid; place-items: center; aspect-ratio: 1; border-radius: 4px; background: var(--raised); color: var(--quiet); font-size: 13px; }
.path { font-size: 12.5px; color: var(--quiet); overflow-wrap: anywhere; }`;

const PRINT = `
@page { margin: 14mm 16mm; }
@media print {
  nav, .skip, .control, button, details:not(.fold) { display: none; }
  .fold::details-content { content-visibility: visible; } .fold > summary { list-style: none; color: inherit; break-after: avoid; }
  body { font-size: 9.5pt; line-height: 1.4; } h2 { font-size: 14pt; margin-bottom: 6px; } h3 { margin-top: 18px; } p { margin-bottom: 8px; } .lead, .under { font-size: 11pt; } p, pre { break-inside: avoid; } main { max-width: none; padding: 0; }
  .answer { padding-top: 0; } section { margin-top: 14px; padding-top: 10px; } pre, .command pre { padding: 6px 10px; font-size: 8.5pt; line-height: 1.45; } section > .mark { display: block; width: fit-content; break-after: avoid; }
  h2, h3, .figure-title { break-after: avoid; }
  section > p, .answer p { break-after: avoid; }
  figure { margin-top: 10px; } .figure-title { margin-bottom: 6px; } section > .figure-title { margin-top: 18px; } .facts { margin-top: 12px; } .facts div { padding: 4px 0; } figcaption { margin-top: 4px; font-size: 8.5pt; line-height: 1.4; }
  figure, .scroll.whole, .facts div, tr, .mistake, .pair, li { break-inside: avoid; } tbody tr:first-child { break-before: avoid; }
  .screen { display: none; }
  .drawings, .beside { justify-content: start; gap: 12px 24px; grid-template-columns: 244px 244px; } .beside .drawings { grid-template-columns: 244px; } .drawings.n3 { grid-template-columns: repeat(3, 1fr); gap: 12px 16px; } .drawings.n1 { max-width: 560px; } .drawings.n1 > svg { width: 244px; } .pair { max-width: 96px; }
  .readout dl { grid-template-columns: repeat(5, 1fr); column-gap: 14px; margin-top: 8px; } .readout div { margin-bottom: 6px; } .readout dt, .readout .bounds { font-size: 8.5pt; } .explorer figcaption { margin-top: 10px; }
  .pairs { grid-template-columns: repeat(4, 96px); margin-top: 12px; } .mistakes { grid-template-columns: repeat(6, 1fr); gap: 14px 12px; }
  .scroll { max-height: none; overflow: visible; } table { font-size: 8.5pt; } th, td { padding-top: 3px; padding-bottom: 3px; } td, .readout dd { white-space: normal; } th, td { padding-left: 10px; } td .bounds { min-width: 0; } a { color: inherit; text-decoration: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }`;

export const STYLE = [GROUND, CONTENTS, TEXT, FIGURES, TABLES, STACKED, UNBOXED, DRAWINGS, PARTS, PRINT].join("\n");
