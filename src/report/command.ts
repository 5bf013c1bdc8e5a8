/** A run's command as a person pastes it into a POSIX shell, an option a line, and the button that copies it. */
import { quoted } from "../util/shell.ts";
import { html, type Markup } from "./html.ts";

/** What a program was told by, and where the run lies, which is taken: without these it is the same run in a folder of its own. */
const FLAGS: ReadonlySet<string> = new Set(["--json", "--quiet", "--debug"]);
const PLACE = "--out";

/** words: as they came, without the program's name. Lines end in a backslash where the command goes on. */
export function commandLines(words: readonly string[]): string[] {
  const kept = words.filter((word, i) => !FLAGS.has(word) && !isPlace(word) && words[i - 1] !== PLACE);
  const lines: string[][] = [["roentgen"]];
  for (const word of kept) {
    if (word.startsWith("--")) lines.push([quoted(word)]);
    else lines.at(-1)!.push(quoted(word));
  }
  return lines.map((line, i) => `${i === 0 ? "" : "  "}${line.join(" ")}${i === lines.length - 1 ? "" : " \\"}`);
}

const isPlace = (word: string): boolean => word === PLACE || word.startsWith(`${PLACE}=`);

/** The button is hidden until the script is there. */
export const copyableCommand = (words: readonly string[]): Markup =>
  html`<div class="command"><pre tabindex="0"><code>${commandLines(words).join("\n")}</code></pre><button type="button" hidden>Copy</button><span class="heard" role="status"></span></div>`;

/** Where a browser has no clipboard for pages of a disk, by a selection, as of old. */
export const COPY_SCRIPT = `
for (const command of document.querySelectorAll(".command")) {
  const [code, button, told] = ["code", "button", "[role=status]"].map((name) => command.querySelector(name));
  const select = () => getSelection().selectAllChildren(code);
  const copyAsOfOld = () => { select(); return document.execCommand("copy"); };
  const copy = async () => {
    const copied = await navigator.clipboard?.writeText(code.textContent).then(() => true, () => false);
    const done = copied || copyAsOfOld();
    button.textContent = done ? "Copied" : "Selected: press Ctrl+C";
    told.textContent = button.textContent;
    setTimeout(() => { button.textContent = "Copy"; told.textContent = ""; }, 2000);
  };
  button.hidden = false;
  button.addEventListener("click", copy);
}
`;
