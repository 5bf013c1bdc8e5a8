/** Places in the repository. */
import { fileURLToPath } from "node:url";

export const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
