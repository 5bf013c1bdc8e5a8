/**
 * An experiment's file: YAML or JSON. Besides its own keys (data, name, folds, judge, reason, variants) it takes every option of train by its
 * name on the command line, with one value or with a list, whose values are tried in turn. Errors tell the line.
 */
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { RoentgenError } from "../../util/error.ts";
import { nearest } from "../../util/nearest.ts";
import { systemText } from "../../util/system-text.ts";
import { yamlAdvice } from "../../util/yaml-advice.ts";
import type { Option } from "../options/option.ts";
import { type GivenOptions, kebabCase, type TrainOptionName, trainOptionNames, trainOptions } from "../options.ts";
import type { Experiment } from "./plan.ts";

/** What the experiment settles for all of its runs. */
const SETTLED: readonly TrainOptionName[] = ["threads", "fold", "folds"];
const optionNames = trainOptionNames.filter((name) => !SETTLED.includes(name));

/** Its own keys. Options of train stand beside them, and are checked by their own schemas. */
const own = {
  name: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, "letters, digits, dots and dashes")
    .optional(),
  data: z.string().min(1),
  folds: z.int().min(2).optional(),
  judge: z.enum(["validation", "test"]).optional(),
  reason: z.string().trim().min(1).optional(),
  variants: z.record(z.string().min(1), z.record(z.string(), z.unknown())).optional(),
};
const ownSchema = z.looseObject(own);
const OWN_NAMES = Object.keys(own);

type Path = readonly string[];

/** Tells the place of a value in the file: "grid.yaml, line 4". */
type Where = (path: Path) => string;

/** Throws E_EXPERIMENT for the first thing that is wrong with the file. */
export async function readExperiment(file: string): Promise<Experiment> {
  const text = await readFile(file, "utf8").catch((cause: Error) => {
    throw wrong("the experiment's file cannot be read", file, {
      expected: "YAML or JSON",
      received: systemText(cause),
      fix: "check the path",
    });
  });
  return parseExperiment(text, file);
}

/** file: for errors, and for the experiment's name. */
export function parseExperiment(text: string, file: string): Experiment {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const line = lines.linePos(syntax.pos[0]).line;
    throw wrong("the experiment's file is not YAML", `${file}, line ${line}`, {
      expected: "YAML or JSON",
      received: syntax.message.split("\n")[0]!,
      fix: yamlAdvice(syntax.code, "mend the line"),
    });
  }
  return experimentOf(document.toJS(), basename(file, extname(file)), whereIn(document, lines, file));
}

function whereIn(document: Document, lines: LineCounter, file: string): Where {
  return (path) => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    const start = isNode(node) ? node.range?.[0] : undefined;
    return start === undefined ? file : `${file}, line ${lines.linePos(start).line}`;
  };
}

function experimentOf(content: unknown, fallback: string, where: Where): Experiment {
  if (typeof content !== "object" || content === null || Array.isArray(content)) throw notAMapping(content, where);
  const parsed = ownSchema.safeParse(content);
  if (!parsed.success) throw notAsItShouldBe(parsed.error.issues[0]!, where);
  const { name = fallback, data, folds = null, judge: asked, reason = null, variants = {}, ...given } = parsed.data;
  const judge = asked ?? (folds === null ? "validation" : "test");
  requireReason(judge, reason, folds, where);
  return {
    name,
    data,
    options: new Map(
      Object.entries(given).map(([key, value]) => [optionNamed(key, [key], where), valuesOf(key, value, where)]),
    ),
    variants: {
      column: "variant",
      options: new Map(
        Object.entries(variants).map(([variant, options]) => [variant, optionsOf(variant, options, where)]),
      ),
    },
    folds,
    judge,
    reason: reason ?? (folds === null ? null : `cross-validation, ${folds} folds`),
  };
}

function valuesOf(key: string, value: unknown, where: Where): unknown[] {
  if (!Array.isArray(value)) return [checkedValue(key, value, [key], where)];
  if (value.length === 0)
    throw wrong(`${key} has no value`, where([key]), {
      expected: expectedOf(key),
      received: "an empty list",
      fix: `give ${key} a value, or leave it out`,
    });
  return value.map((each: unknown, i) => checkedValue(key, each, [key, String(i)], where));
}

const optionsOf = (variant: string, options: Readonly<Record<string, unknown>>, where: Where): GivenOptions =>
  Object.fromEntries(
    Object.entries(options).map(([key, value]) => {
      const path = ["variants", variant, key];
      return [optionNamed(key, path, where), checkedValue(key, value, path, where)];
    }),
  );

function optionNamed(key: string, path: Path, where: Where): TrainOptionName {
  const name = optionNames.find((one) => kebabCase(one) === key);
  if (name !== undefined) return name;
  const known = [...optionNames.map(kebabCase), ...OWN_NAMES];
  const meant = nearest(key, known);
  throw wrong(`there is no option ${key}`, where(path), {
    expected: known.join(", "),
    received: key,
    fix: meant === undefined ? "take it out" : `did you mean ${meant}?`,
  });
}

/** The value as it was given: the run parses it once more. */
function checkedValue(key: string, value: unknown, path: Path, where: Where): unknown {
  const { schema, expected }: Option<unknown> = trainOptions[optionNamed(key, path, where)];
  try {
    if (value !== null && schema.safeParse(value).success) return value;
  } catch (cause) {
    if (cause instanceof RoentgenError)
      throw new RoentgenError(cause.code, cause.message, { ...cause.details, where: where(path) });
    throw cause;
  }
  const words = optionWords(expected);
  const meant = typeof value === "string" ? nearest(value, words) : undefined;
  throw wrong(`${key} cannot be ${JSON.stringify(value)}`, where(path), {
    expected,
    received: String(value),
    fix: meant === undefined ? `give ${key} ${expected}` : `did you mean ${meant}?`,
  });
}

const expectedOf = (key: string): string =>
  optionNames
    .filter((name) => kebabCase(name) === key)
    .map((name) => trainOptions[name].expected)
    .join();

/** The words among which a value is chosen, as far as its description names them. */
const optionWords = (expected: string): string[] =>
  /^[\w-]+(, [\w-]+)*( or [\w-]+)?$/.test(expected) ? expected.split(/, | or /) : [];

function requireReason(judge: string, reason: string | null, folds: number | null, where: Where): void {
  if (judge === "validation" && reason !== null) {
    throw wrong("a reason is given, but no test part is opened", where(["reason"]), {
      expected: "judge: test",
      received: "judge: validation",
      fix: "write judge: test, or leave the reason out",
    });
  }
  if (judge === "validation" && folds !== null) {
    throw wrong("folds are judged on the images that were held out", where(["judge"]), {
      expected: "judge: test",
      received: "judge: validation",
      fix: "leave judge out",
    });
  }
  if (judge === "test" && folds === null && reason === null) {
    throw wrong("the test part is opened for a reason only", where(["judge"]), {
      expected: "a reason, which is written into the ledger of every run",
      received: "judge: test without one",
      fix: "add reason: and why",
    });
  }
}

/** data and the other keys of its own. */
const notAMapping = (content: unknown, where: Where): RoentgenError =>
  wrong("this is not an experiment", where([]), {
    expected: "a mapping from options to values, such as network: [nasnetmobile, resnet101]",
    received: content == null ? "an empty file" : JSON.stringify(content).slice(0, 80),
    fix: "write one option a line",
  });

function notAsItShouldBe({ path, code, message }: z.core.$ZodIssue, where: Where): RoentgenError {
  const keys = path.map(String);
  const [key = "data"] = keys; // only a mapping is checked
  const isMissing = key === "data" && code === "invalid_type" && message.includes("undefined");
  if (isMissing)
    return wrong("the experiment has no data", where([]), {
      expected: "data: and a folder of class folders, or a CSV",
      received: "no data",
      fix: "add a line such as data: radiographs/",
    });
  return wrong(`${key} is not as it should be`, where(keys), {
    received: message,
    fix: "mend it; roentgen experiment --help shows an example",
  });
}

const wrong = (
  message: string,
  where: string,
  details: { readonly expected?: string; readonly received: string; readonly fix: string },
): RoentgenError => new RoentgenError("E_EXPERIMENT", message, { kind: "usage", where, ...details });
