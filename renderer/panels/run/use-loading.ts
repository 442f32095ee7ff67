import { useState } from "react";
import { errorMessage } from "../../../shared/base/assert";
import type { MatchStrategy } from "../../../shared/contracts/weight-match";
import { loadModel, type Model } from "../../state/model";
import { classifyAgain } from "./classify";

/** A model, and how its weights find their places. Null is to leave things as they are. */
export type Load = (
  make: () => Promise<{ readonly model: Model; readonly match?: MatchStrategy } | null>,
) => void;

/** Loads models one at a time, and classifies the picture again. */
export function useLoading(): { loading: boolean; failure: string | null; load: Load } {
  const [loading, setLoading] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const load: Load = (make) => {
    setLoading(true);
    setFailure(null);
    make()
      .then(async (made) => {
        if (!made) return;
        await loadModel(made.model, made.match);
        void classifyAgain();
      })
      .catch((thrown: unknown) => setFailure(errorMessage(thrown)))
      .finally(() => setLoading(false));
  };
  return { loading, failure, load };
}
