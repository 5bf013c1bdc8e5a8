/**
 * What a model is to tell apart: all classes (multi), or one against the rest (binary:NAME).
 *
 * Classes have names everywhere; a network's outputs and labels have places. In the standard recipe NAME has place 1, so that a
 * sigmoid gives its probability; in the published recipe it has place 0.
 */
import { compareBytes } from "../util/bytes.ts";
import { RoentgenError } from "../util/error.ts";
import { misnamed } from "../util/usage.ts";

export type Recipe = "standard" | "published";
export type Task = { readonly kind: "multi" } | { readonly kind: "binary"; readonly positive: string };

/** The published folders, in the published order: the only data whose classes do not stand in byte order. */
const PUBLISHED_ORDER: readonly string[] = ["normal", "virus", "covid"];

/** The task of --task. */
export function parseTask(text: string): Task {
  if (text === "multi") return { kind: "multi" };
  const positive = text.startsWith("binary:") ? text.slice("binary:".length) : "";
  if (positive !== "") return { kind: "binary", positive };
  throw new RoentgenError("E_TASK", "this is not a task", {
    kind: "usage",
    expected: "multi, or binary: and the name of a class",
    received: text,
    fix: "write --task multi, or for example --task binary:covid",
  });
}

/** What decides the order of the classes. */
export interface ClassOrder {
  readonly recipe: Recipe;
  /** All classes in their order; undefined: as the recipe has them. */
  readonly order?: readonly string[] | undefined;
}

/** The order of --classes: names, separated by commas. */
export const parseClasses = (text: string): string[] => text.split(",").map((name) => name.trim());

/**
 * The classes that appear, in the order given, else in byte order; in the published recipe on the published folders, in the recipe's. Throws
 * E_CLASSES where the order does not name each of them once.
 */
export function classesOf(labels: readonly string[], { recipe, order }: ClassOrder): string[] {
  const classes = [...new Set(labels)].sort(compareBytes);
  if (order !== undefined) return inOrder(classes, order);
  const published =
    classes.length === PUBLISHED_ORDER.length && PUBLISHED_ORDER.every((name) => classes.includes(name));
  return published && recipe === "published" ? [...PUBLISHED_ORDER] : classes;
}

function inOrder(classes: readonly string[], order: readonly string[]): string[] {
  const isComplete = order.length === classes.length && classes.every((name) => order.includes(name));
  if (isComplete) return [...order];
  throw new RoentgenError("E_CLASSES", "the order does not name each class of the data once", {
    kind: "usage",
    where: "--classes",
    expected: `${classes.join(",")}, in any order`,
    received: order.join(","),
    fix: "name each class once, or leave --classes out",
  });
}

export interface Labelling {
  readonly task: Task;
  /** The names that the model tells apart, by place. In a binary task the rest has a name, too. */
  readonly names: readonly string[];
  /** Place of the class that a figure refers to in a binary task; null with several classes. */
  readonly positive: number | null;
  /** The place of a class of the data. */
  placeOf(label: string): number;
}

/** The labelling of a task on data with these classes (from classesOf). */
export function labellingOf(task: Task, classes: readonly string[], recipe: Recipe): Labelling {
  if (classes.length < 2) throw oneClass(classes);
  if (task.kind === "multi") return labelling(task, classes, null, (label) => classes.indexOf(label));
  if (!classes.includes(task.positive)) throw unknownClass(task.positive, classes);
  const positive = recipe === "published" ? 0 : 1;
  const rest = nameOfRest(task.positive, classes);
  const names = positive === 0 ? [task.positive, rest] : [rest, task.positive];
  return labelling(task, names, positive, (label) => (label === task.positive ? positive : 1 - positive));
}

function labelling(
  task: Task,
  names: readonly string[],
  positive: number | null,
  placeOf: (label: string) => number,
): Labelling {
  return { task, names, positive, placeOf };
}

/** With two classes the other's own name; else "not-NAME". */
function nameOfRest(positive: string, classes: readonly string[]): string {
  const others = classes.filter((name) => name !== positive);
  return others.length === 1 ? others[0]! : `not-${positive}`;
}

function oneClass(classes: readonly string[]): RoentgenError {
  return new RoentgenError("E_DATASET_ONE_CLASS", "there is nothing to tell apart", {
    expected: "two or more classes",
    received: classes.join(", ") || "none",
    fix: "add images of another class",
  });
}

const unknownClass = (received: string, known: readonly string[]): RoentgenError =>
  misnamed("E_TASK_CLASS", `the data has no class "${received}"`, {
    received,
    known,
    where: "--task",
    otherwise: "name one of the data's classes",
    written: (meant) => `--task binary:${meant}`,
  });
