/** What to do about YAML that cannot be read. */
import type { ErrorCode } from "yaml";

/** A pattern such as \d is no escape of YAML's double quotes; single ones leave it as it is. otherwise: where it is something else. */
export const yamlAdvice = (code: ErrorCode, otherwise: string): string =>
  code === "BAD_DQ_ESCAPE" ? "put the value in single quotes: in double quotes \\ means something else" : otherwise;
