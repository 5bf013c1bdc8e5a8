/** The section of a task on a page of several: its name in words, and as tables and notes have it. */
import { type Content, html } from "./html.ts";
import { type Section, section } from "./section.ts";
import { capitalised, idOf } from "./wording.ts";

/** place: among the tasks of the page. positive: the class that a binary task tells from the rest. */
export const taskSection = (place: number, task: string, positive: string | null, ...content: Content[]): Section =>
  section(idOf("task", String(place)), taskTitle(positive), html`<p class="over">${task}</p>`, ...content);

/** "All classes", "Covid against the rest" */
export const taskTitle = (positive: string | null): string =>
  positive === null ? "All classes" : capitalised(`${positive} against the rest`);
