import { UserError } from "../../base/assert";
import type { InsideEngine } from "../../contracts/engine";
import { activations, maps } from "./activations";
import { filters } from "./filters";
import { gradCam, saliency } from "./grad-cam";
import type { LoadedModel } from "./model";
import { occlusion } from "./occlusion";
import { profile } from "./profile";

/** What an engine has to tell for people to see inside it. */
export interface InsideHost {
  /** The loaded network on its backend. Throws a readable error if there is none. */
  ready(): Promise<LoadedModel>;
  isLoaded(model: LoadedModel): boolean;
  /** Throws a readable error while a training would make timings worthless. */
  refuseToTime(): void;
}

export function createInside(host: InsideHost): InsideEngine {
  async function look<T>(at: (model: LoadedModel) => Promise<T>): Promise<T> {
    const model = await host.ready();
    try {
      return await at(model);
    } catch (thrown) {
      if (host.isLoaded(model)) throw thrown;
      throw new UserError("Another network was loaded, or another backend chosen, meanwhile. Look again.");
    }
  }
  return {
    activations: (input, proceed) => look((model) => activations(model, input, proceed)),
    maps: (input, path) => look((model) => maps(model, input, path)),
    filters: (path) => look((model) => filters(model, path)),
    occlusion: (input, spec, proceed) => look((model) => occlusion(model, input, spec, proceed)),
    gradCam: (input, spec) => look((model) => gradCam(model, input, spec)),
    saliency: (input, classIndex) => look((model) => saliency(model, input, classIndex)),
    async profile(spec, proceed) {
      host.refuseToTime();
      return look((model) => profile(model, spec, proceed));
    },
  };
}
