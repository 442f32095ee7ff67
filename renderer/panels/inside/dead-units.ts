import { isMap, type MapShape } from "../../../shared/layers/shape";
import type { Subject } from "../../state/inside";
import { engineWith } from "../../state/model";
import { trainSetupStore } from "../../state/train-setup";
import { prepareInput } from "../run/prepare-input";
import { takeSample } from "../run/take-sample";

/** Pictures that a unit has to be silent on to count as dead. */
export const DEAD_AFTER = 32;

/**
 * Which of the candidates stay silent on test images of the data chosen in the train panel, too. Asks before each image
 * whether to go on; null once that says no. Ends early when none is left.
 */
export async function findDead(
  subject: Subject,
  leaf: string,
  candidates: readonly number[],
  proceed: (done: number) => boolean,
): Promise<readonly number[] | null> {
  const shape = subject.input.shape.slice(1) as unknown as MapShape;
  if (!isMap(shape)) return candidates;
  let left = candidates;
  for (let index = 0; index < DEAD_AFTER && left.length > 0; index++) {
    if (!proceed(index)) return null;
    const picture = await takeSample(trainSetupStore.getState(), index, Math.max(shape[0], shape[1]));
    const { batch } = prepareInput(picture, shape, subject.model.normalisation);
    const engine = await engineWith(subject.model);
    const { perChannel } = await engine.maps(batch, leaf);
    left = left.filter((unit) => perChannel[unit]?.zeros === 1);
  }
  return left;
}
