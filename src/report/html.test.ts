import { expect, test } from "vitest";
import { html, markup } from "./html.ts";

test("text is escaped, markup is taken as it is, lists are joined", () => {
  const bold = html`<b>${'a < b & "c"'}</b>`;
  expect(bold.text).toBe("<b>a &lt; b &amp; &quot;c&quot;</b>");
  expect(html`<p title="${'"'}">${bold}${[markup("<i>"), "<i>"]}</p>`.text).toBe(
    `<p title="&quot;">${bold.text}<i>&lt;i&gt;</p>`,
  );
});
