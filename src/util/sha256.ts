/** SHA-256 as files hold it. */
import { createHash } from "node:crypto";
import { z } from "zod";

export const sha256Text = z.string().regex(/^[0-9a-f]{64}$/);

/** Of a text's UTF-8. */
export const sha256OfText = (text: string): string => createHash("sha256").update(text).digest("hex");
