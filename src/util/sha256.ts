/** SHA-256 as files hold it. */
import { z } from "zod";

export const sha256Text = z.string().regex(/^[0-9a-f]{64}$/);
