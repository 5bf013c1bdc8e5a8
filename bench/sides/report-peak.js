/** Preloaded into a command that is measured: on its way out it writes its peak memory, in kilobytes, to standard error. */
import { isMainThread } from "node:worker_threads";

if (isMainThread) process.on("exit", () => process.stderr.write(`\npeak ${process.resourceUsage().maxRSS}\n`));
