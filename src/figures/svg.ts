/** SVG as text (W3C, SVG 1.1). */

type Attributes = Readonly<Record<string, string | number>>;

/** An element; content: markup. Numbers are written to a hundredth. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const text = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(written(value))}"`);
  return content === "" ? `<${name}${text.join("")}/>` : `<${name}${text.join("")}>${content}</${name}>`;
}

/** Text in an element. */
export const textElement = (attributes: Attributes, text: string): string => element("text", attributes, escaped(text));

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it may stand in markup and in attributes. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);

const written = (value: string | number): string =>
  typeof value === "number" ? String(Number(value.toFixed(2))) : value;
