/** Rows of text that come and go as an SVG that plays by itself, in a viewer's light or dark colours; without motion it shows the end. */

const [WIDE, HIGH, MARGIN] = [7.8, 18, 16]; // of a character, and around the text
/** Seconds that the end stands before all begins again. */
const REST = 8;

export function animatedSvg({ spans, rows, seconds }, columns) {
  const length = seconds + REST;
  const [width, height] = [Math.ceil(columns * WIDE + 2 * MARGIN), rows * HIGH + 2 * MARGIN];
  const texts = spans.map(({ row, text, to }, i) => {
    const kind = to === null ? "" : " class='gone'";
    const y = MARGIN + row * HIGH + 13;
    return `<text${kind} style='animation-name:s${i}' y='${y}' x='${MARGIN}'>${escaped(text.trimEnd())}</text>`;
  });
  const keyframes = spans.map(({ from, to }, i) => {
    const [start, end] = [percent(from, length), to === null ? 100 : percent(to, length)];
    const before = start > 0 ? `0%{visibility:hidden}` : "";
    const after = end < 100 ? `${end}%{visibility:hidden}` : "";
    return `@keyframes s${i}{${before}${start}%{visibility:visible}${after}}`;
  });
  return `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${width} ${height}' width='${width}' height='${height}' role='img'>
<title>roentgen demo in a terminal</title>
<style>
rect{fill:#fbfbf9;stroke:#d8d8d2}
text{font:13px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#26292c;white-space:pre;animation:${length.toFixed(2)}s step-end infinite}
.gone{visibility:hidden}
@media(prefers-color-scheme:dark){rect{fill:#16191c;stroke:#33383d}text{fill:#d9dcdf}}
@media(prefers-reduced-motion:reduce){text{animation:none}}
${keyframes.join("\n")}
</style>
<rect x='.5' y='.5' width='${width - 1}' height='${height - 1}' rx='8'/>
${texts.join("\n")}
</svg>
`;
}

const percent = (time, length) => Number(((100 * time) / length).toFixed(2));

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
