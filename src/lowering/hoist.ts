/** What a lowering added to a micro-batch that depends on parameters alone goes where it is computed once per update. */
import type { Graph } from "../graph/index.ts";
import { chain } from "./chain.ts";
import { type Prepared, splitPrepared } from "./prepare.ts";

/** micro takes outputs of prepare. */
export const hoist = (prepare: Graph, micro: Graph): Prepared => splitPrepared(chain(prepare, micro));
