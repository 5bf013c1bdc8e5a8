/** A phase whose images grow: at the beginning of a stage it is opened anew, and its learner goes on from where the one before stood. */
import type { Emit } from "./events.ts";
import { Opened } from "./opened.ts";
import type { OpenPhase } from "./phase.ts";
import { type Stages, sizeOf } from "./stages.ts";

/** open: the phase with images of a size. epoch: the first one that it will train. */
export async function openStages(
  stages: Stages,
  epoch: number,
  open: (imageSize: number) => Promise<OpenPhase>,
  emit: Emit,
): Promise<OpenPhase> {
  const opened = new Opened();
  const openAt = async (imageSize: number): Promise<OpenPhase> =>
    opened.add(await open(imageSize), (one) => one.close());
  let size = sizeOf(stages, epoch);
  let phase = await openAt(size);
  const tell = (from: number): void => {
    if (stages.sizes.length > 1) emit({ type: "stage", phase: phase.name, epoch: from, imageSize: size });
  };
  const growFor = async (next: number): Promise<void> => {
    if (sizeOf(stages, next) === size) return;
    await phase.learner.sync();
    const state = await phase.learner.state();
    await opened.close();
    size = sizeOf(stages, next);
    phase = await openAt(size);
    await phase.learner.restore(state);
    tell(next);
  };
  tell(epoch);
  const { name, images, leftOut, updatesPerEpoch, parameters } = phase; // the same in every stage
  return {
    name,
    images,
    leftOut,
    updatesPerEpoch,
    parameters,
    get learner() {
      return phase.learner;
    },
    async trainEpoch(order, afterUpdate) {
      await growFor(order.epoch);
      return phase.trainEpoch(order, afterUpdate);
    },
    validate: () => phase.validate(),
    close: () => opened.close(),
  };
}
