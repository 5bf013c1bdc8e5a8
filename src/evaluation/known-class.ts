/** Classes by the names that a person gives in an option. */
import { misnamed } from "../util/usage.ts";

interface Naming {
  /** The option. */
  readonly where: string;
  readonly classes: readonly string[];
  /** What to write for the class that was meant; default: its name. */
  readonly written?: (meant: string) => string;
}

/** Throws E_CLASS_UNKNOWN. */
export function requireKnownClass(name: string, { where, classes, written }: Naming): void {
  if (classes.includes(name)) return;
  throw misnamed("E_CLASS_UNKNOWN", `"${name}" is not one of the classes`, {
    received: name,
    known: classes,
    where,
    otherwise: "name one of the classes",
    ...(written && { written }),
  });
}
