/** A loss that is not finite ends a run at once: nothing that follows it could be trusted. */
import { RoentgenError } from "../util/error.ts";
import type { Moment } from "./draws.ts";

/** images: places in the training part, of the batch that gave the loss. */
export function requireFinite(loss: number, { phase, epoch }: Moment, images: readonly number[]): void {
  if (Number.isFinite(loss)) return;
  throw new RoentgenError("E_TRAINING_NOT_FINITE", "the loss is no longer a finite number", {
    where: `${phase} phase, epoch ${epoch}, training images ${images.join(", ")}`,
    expected: "a finite loss",
    received: `${loss}`,
    fix: "use a lower learning rate; the best weights so far are in checkpoint/best",
  });
}
